namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>The few helpers that generated classes call.</summary>
internal static class UtilitiesFile
{
    public static string Text(string version)
    {
        var writer = CSharpWriter.ForFile(version, "Pulumi.Aws");
        writer.Line("");
        writer.Open("static class Utilities");
        writer.Line($"public static string Version => \"{version}\";");
        writer.Open("public static string? GetEnv(params string[] names)");
        writer.Open("foreach (var name in names)");
        writer.Line("if (Environment.GetEnvironmentVariable(name) is { } value) return value;");
        writer.Close();
        writer.Line("return null;");
        writer.Close();
        writer.Open("public static InvokeOptions WithDefaults(this InvokeOptions? options)");
        writer.Line("var result = options ?? new InvokeOptions();");
        writer.Line("result.Version ??= Version;");
        writer.Line("return result;");
        writer.Close();
        writer.Open("public static InvokeOutputOptions WithDefaults(this InvokeOutputOptions? options)");
        writer.Line("var result = options ?? new InvokeOutputOptions();");
        writer.Line("result.Version ??= Version;");
        writer.Line("return result;");
        writer.Close();
        writer.Close();
        writer.Line("");
        writer.Open("internal sealed class AwsResourceTypeAttribute : global::Pulumi.ResourceTypeAttribute");
        writer.Line("public AwsResourceTypeAttribute(string type) : base(type, Utilities.Version) { }");
        writer.Close();
        return writer.ToString();
    }
}
