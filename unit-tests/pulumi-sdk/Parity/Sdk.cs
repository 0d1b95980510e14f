using System.Reflection;

namespace Nonolive.PulumiSdk.Tests.Parity;

/// <summary>Which Pulumi these tests were built with, and where the stand-in's folder is.</summary>
internal static class Sdk
{
    public static string Choice { get; } = Metadata("PulumiSdk");

    public static string Folder { get; } = Path.GetFullPath(Metadata("PulumiSdkFolder"));

    public static string AwsFolder { get; } = Path.Combine(Folder, "aws");

    /// <summary>The unpacked npm package @pulumi/aws, or null where the variable does not name one.</summary>
    public static string? Typings { get; } =
        Environment.GetEnvironmentVariable("NONO_PULUMI_AWS_TYPINGS") is { Length: > 0 } folder ? folder : null;

    private static string Metadata(string key) => typeof(Sdk).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
