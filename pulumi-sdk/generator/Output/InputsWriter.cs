using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>Writes classes of arguments.</summary>
internal sealed class InputsWriter(CSharpTypes types)
{
    public void Write(CSharpWriter writer, string owner, string className, TsInterface declared, Use use, ScriptFacts? facts)
    {
        writer.Line("");
        writer.Open($"public sealed class {className} : global::Pulumi.{(use == Use.Resource ? "ResourceArgs" : BaseOfFunction(use, owner, className))}");
        foreach (var member in declared.Members)
            WriteMember(writer, owner, member, use, facts);
        var defaults = declared.Members.Where(member => facts?.Defaults.ContainsKey(member.Name) == true).ToList();
        if (defaults.Count > 0)
        {
            writer.Open($"public {className}()");
            foreach (var member in defaults)
                writer.Line($"{Names.Property(owner, member.Name)} = {Default(owner, member.Name, facts!.Defaults[member.Name])};");
            writer.Close();
        }
        writer.Line($"public static new {className} Empty => new();");
        writer.Close();
    }

    private static string BaseOfFunction(Use use, string owner, string className) =>
        use == Use.Plain || className.EndsWith("InvokeArgs", StringComparison.Ordinal) && Names.Split(owner).Simple.StartsWith("get", StringComparison.Ordinal)
            ? "InvokeArgs"
            : "ResourceArgs";

    private void WriteMember(CSharpWriter writer, string owner, TsMember member, Use use, ScriptFacts? facts)
    {
        var input = types.Input(owner, member, use);
        var property = Names.Property(owner, member.Name);
        var json = facts?.JsonInputs.Contains(member.Name) == true ? ", json: true" : "";
        var attribute = $"[Input(\"{member.Name}\"{(member.IsOptional ? "" : ", required: true")}{json})]";
        var isSecret = facts?.SecretInputs.Contains(member.Name) == true;
        if (!input.IsCollection && !isSecret)
        {
            var (mark, initial) = (member.IsOptional ? "?" : "", member.IsOptional ? "" : " = null!;");
            writer.Line($"{attribute} public {input.Type}{mark} {property} {{ get; set; }}{initial}");
            return;
        }
        // Only members with a field behind them carry the mark in the genuine package too.
        var obsolete = member.Deprecation is { } reason ? $"[Obsolete({CSharpWriter.Quote(reason)})] " : "";
        var field = Names.Field(member.Name);
        writer.Line($"{attribute} private {input.Type}? {field};");
        if (isSecret)
            writer.Line($"{obsolete}public {input.Type}? {property} {{ get => {field}; set {{ {field} = null; if (value is not null) {field} = Output.CreateSecret(value.ToOutput()); }} }}");
        else
            writer.Line($"{obsolete}public {input.Type} {property} {{ get => {field} ??= new(); set => {field} = value; }}");
    }

    private static string Default(string owner, string member, string script) => script switch
    {
        "true" or "false" => script,
        ['"', ..] => script,
        _ when script.StartsWith("utilities.getEnv(", StringComparison.Ordinal) => $"Utilities.GetEnv{script["utilities.getEnv".Length..]}!",
        _ when int.TryParse(script, out _) => script,
        _ => throw new GeneratorException($"{owner}.{member}: the default {script} is not understood."),
    };
}
