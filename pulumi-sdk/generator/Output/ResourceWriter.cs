using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>Writes a resource and its arguments.</summary>
internal sealed class ResourceWriter(CSharpTypes types)
{
    public void Write(CSharpWriter writer, string name, TsFile file, ScriptFacts facts)
    {
        var simple = Names.Split(name).Simple;
        var declared = file.Classes.GetValueOrDefault(simple) ?? throw new GeneratorException($"The file of {name} declares no class {simple}.");
        var isProvider = declared.Base == "pulumi.ProviderResource";
        var args = file.Interfaces[$"{simple}Args"];
        var argsAreOptional = declared.ArgsAreOptional;

        writer.Line("");
        if (declared.Deprecation is { } reason)
            writer.Line($"[Obsolete({CSharpWriter.Quote(reason)})]");
        writer.Line($"[AwsResourceType(\"{(isProvider ? "pulumi:providers:" : "")}{facts.Token}\")]");
        writer.Open($"public partial class {simple} : global::Pulumi.{(isProvider ? "ProviderResource" : "CustomResource")}");
        foreach (var member in declared.Members)
            writer.Line($"[Output(\"{member.Name}\")] public Output<{types.Output(name, member, ofFunction: false)}> {Names.Property(name, member.Name)} {{ get; private set; }} = null!;");

        var parameter = argsAreOptional ? $"{simple}Args? args = null" : $"{simple}Args args";
        writer.Open($"public {simple}(string name, {parameter}, CustomResourceOptions? options = null) : base(\"{facts.Token}\", name, args ?? new {simple}Args(), MakeOptions(options))");
        writer.Close();
        WriteOptions(writer, facts);
        writer.Close();

        new InputsWriter(types).Write(writer, name, $"{simple}Args", args, Use.Resource, facts);
    }

    private static void WriteOptions(CSharpWriter writer, ScriptFacts facts)
    {
        writer.Open("private static CustomResourceOptions MakeOptions(CustomResourceOptions? options)");
        writer.Open("var defaults = new CustomResourceOptions");
        writer.Line("Version = Utilities.Version,");
        if (facts.AliasTypes.Count > 0)
            writer.Line($"Aliases = {{ {string.Join(", ", facts.AliasTypes.Select(type => $"new global::Pulumi.Alias {{ Type = \"{type}\" }}"))} }},");
        if (facts.SecretOutputs.Count > 0)
            writer.Line($"AdditionalSecretOutputs = {{ {string.Join(", ", facts.SecretOutputs.Select(output => $"\"{output}\""))} }},");
        writer.Close(";");
        writer.Line("return CustomResourceOptions.Merge(defaults, options);");
        writer.Close();
    }
}
