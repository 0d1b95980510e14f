using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>Writes classes of results.</summary>
internal sealed class OutputsWriter(CSharpTypes types)
{
    public void Write(CSharpWriter writer, string owner, string className, TsInterface declared, bool ofFunction)
    {
        var fields = declared.Members
            .Select(member => (Type: types.Output(owner, member, ofFunction), Name: Names.Pascal(member.Name), Parameter: Names.Parameter(member.Name), Wire: member.Name))
            .ToList();
        writer.Line("");
        writer.Line("[OutputType]");
        writer.Open($"public sealed class {className}");
        foreach (var field in fields)
            writer.Line($"public readonly {field.Type} {(field.Name == className ? $"{field.Name}Value" : field.Name)};");
        writer.Line("[OutputConstructor]");
        writer.Open($"private {className}({string.Join(", ", fields.Select(field => $"{Attribute(field.Parameter, field.Wire)}{field.Type} {field.Parameter}"))})");
        foreach (var field in fields)
            writer.Line($"{(field.Name == className ? $"{field.Name}Value" : field.Name)} = {field.Parameter};");
        writer.Close();
        writer.Close();
    }

    private static string Attribute(string parameter, string wire) =>
        parameter.TrimStart('@') == wire ? "" : $"[OutputConstructorParameter(\"{wire}\")] ";
}
