using Nonolive.PulumiSdk.Generator;

namespace Nonolive.PulumiSdk.Tests.Parity;

internal sealed record FactMember(string Name, bool IsRequired, string Kind, bool IsSecret, bool IsDeprecated);

/// <summary>One resource, function or nested type as the provider's typings have it.</summary>
internal sealed record FactType(string Sort, string Name, string Detail, IReadOnlyList<FactMember> Members)
{
    private string Namespace => Names.Namespace(Names.Split(Name).Module);

    private string Simple => Names.Split(Name).Simple;

    /// <summary>The class of the arguments in C#.</summary>
    public string ArgsClass => (Sort, Detail) switch
    {
        ("resource", _) => $"{Namespace}.{Simple}Args",
        ("function", _) => $"{Namespace}.{Names.Pascal(Simple)}InvokeArgs",
        (_, "invoke") => $"{Namespace}.Inputs.{Simple[..^"Args".Length]}InputArgs",
        _ => $"{Namespace}.Inputs.{Simple}Args",
    };

    public string MainClass => $"{Namespace}.{Names.Pascal(Simple)}";

    public override string ToString() => $"{Sort} {Name}";
}

/// <summary>The committed facts, written by the generator straight from TypeScript.</summary>
internal static class Facts
{
    public static IReadOnlyList<FactType> All { get; } = Read(File.ReadAllLines(Path.Combine(Sdk.AwsFolder, "Generated", "facts.txt")));

    public static IEnumerable<FactType> OfSort(string sort) => All.Where(type => type.Sort == sort);

    private static List<FactType> Read(IEnumerable<string> lines)
    {
        var types = new List<FactType>();
        List<FactMember> members = [];
        foreach (var words in lines.Where(line => !line.StartsWith('#')).Select(line => (IsMember: line.StartsWith(' '), Parts: line.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
        {
            if (words.IsMember)
                members.Add(Member(words.Parts));
            else
                types.Add(new FactType(words.Parts[0], words.Parts[1], words.Parts[2], members = []));
        }
        return types;
    }

    private static FactMember Member(string[] parts) =>
        new(parts[0].TrimEnd('!'), parts[0].EndsWith('!'), parts[1], parts.Contains("secret"), parts.Contains("deprecated"));
}
