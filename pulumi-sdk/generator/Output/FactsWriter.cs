using System.Text;
using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>
/// The facts of the typings in a form that a test reads: one line per argument, `type name kind`, where `!` marks a
/// required one. Kinds come straight from TypeScript, not from the C# that is generated beside them.
/// </summary>
internal sealed class FactsWriter(string version)
{
    private readonly SortedDictionary<string, string> _sections = new(StringComparer.Ordinal);

    public void Member(string name, TsFile file, ScriptFacts script)
    {
        var simple = Names.Pascal(Names.Split(name).Simple);
        var isFunction = char.IsLower(Names.Split(name).Simple[0]);
        var args = file.Interfaces[isFunction ? $"{simple}OutputArgs" : $"{simple}Args"];
        Section($"{(isFunction ? "function" : "resource")} {name} {script.Token}", args.Members, script);
    }

    public void Nested(string name, Use use, TsInterface declared)
    {
        if (use != Use.Plain)
            Section($"input {name} {(use == Use.Invoke ? "invoke" : "resource")}", declared.Members, null);
    }

    public override string ToString() => $"# Facts of the typings of @pulumi/aws {version}; written by pulumi-sdk/generator.\n{string.Concat(_sections.Values)}";

    private void Section(string head, IReadOnlyList<TsMember> members, ScriptFacts? script)
    {
        var text = new StringBuilder().Append(head).Append('\n');
        foreach (var member in members)
        {
            text.Append("  ").Append(member.Name).Append(member.IsOptional ? " " : "! ").Append(Kind(member.Type));
            if (script?.SecretInputs.Contains(member.Name) == true)
                text.Append(" secret");
            if (member.Deprecation is not null)
                text.Append(" deprecated");
            text.Append('\n');
        }
        _sections[head] = text.ToString();
    }

    private static string Kind(TsType type) => type switch
    {
        TsType.Generic { Name: "pulumi.Input", Arguments: [var inner] } => Kind(inner),
        TsType.Generic { Name: "Record", Arguments: [_, var value] } => $"map<{Kind(value)}>",
        TsType.Array array => $"list<{Kind(array.Element)}>",
        TsType.Map map => $"map<{Kind(map.Value)}>",
        TsType.Union union => string.Join('|', union.Parts.Select(Kind).Where(kind => kind != "undefined")),
        TsType.Named named => named.Name,
        TsType.Literal literal => $"'{literal.Text}'",
        _ => type.ToString(),
    };
}
