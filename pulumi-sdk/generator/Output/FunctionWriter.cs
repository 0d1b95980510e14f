using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>Writes a function: InvokeAsync with plain arguments, Invoke with inputs, and its result.</summary>
internal sealed class FunctionWriter(CSharpTypes types)
{
    public void Write(CSharpWriter writer, string name, TsFile file, ScriptFacts facts)
    {
        var simple = Names.Pascal(Names.Split(name).Simple);
        var declared = file.Functions.Values.Single(function => Names.Pascal(function.Name) == simple);
        var optional = declared.ArgsAreOptional;
        string Args(string type) => optional ? $"{type}? args = null" : $"{type} args";

        writer.Line("");
        writer.Open($"public static class {simple}");
        writer.Line($"public static Task<{simple}Result> InvokeAsync({Args($"{simple}Args")}, InvokeOptions? options = null) => global::Pulumi.Deployment.Instance.InvokeAsync<{simple}Result>(\"{facts.Token}\", args ?? new {simple}Args(), options.WithDefaults());");
        writer.Line($"public static Output<{simple}Result> Invoke({Args($"{simple}InvokeArgs")}, InvokeOptions? options = null) => global::Pulumi.Deployment.Instance.Invoke<{simple}Result>(\"{facts.Token}\", args ?? new {simple}InvokeArgs(), options.WithDefaults());");
        writer.Line($"public static Output<{simple}Result> Invoke({simple}InvokeArgs args, InvokeOutputOptions options) => global::Pulumi.Deployment.Instance.Invoke<{simple}Result>(\"{facts.Token}\", args ?? new {simple}InvokeArgs(), options.WithDefaults());");
        writer.Close();

        var inputs = new InputsWriter(types);
        inputs.Write(writer, name, $"{simple}Args", file.Interfaces[$"{simple}Args"], Use.Plain, null);
        inputs.Write(writer, name, $"{simple}InvokeArgs", file.Interfaces[$"{simple}OutputArgs"], Use.Invoke, null);
        new OutputsWriter(types).Write(writer, name, $"{simple}Result", file.Interfaces[$"{simple}Result"], ofFunction: true);
    }
}
