using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Nonolive.Functions;
using Nonolive.LocalCloud.Mocks;
using Pulumi;

namespace Nonolive.LocalCloud.Functions;

/// <summary>
/// A function's package as Lambda's managed runtime would see it: the handler names an assembly in it, and whatever an
/// assembly in it refers to is in it too or in the framework (https://docs.aws.amazon.com/lambda/latest/dg/csharp-handler.html).
/// </summary>
internal static class FunctionCode
{
    private static readonly HashSet<string> Framework = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location)).Select(path => Path.GetFileNameWithoutExtension(path))];

    /// <exception cref="Pipeline.Errors.UserErrorException">Lambda could not start it.</exception>
    public static void Check(ResourceRequest request)
    {
        if (request.Required("handler") is var handler && handler != SetAsideFunction.Handler)
            throw request.Wrong("handler", $"is '{handler}'; the functions have '{SetAsideFunction.Handler}'");
        if (request.Inputs.GetValueOrDefault("code") is not AssetArchive archive)
            throw request.Wrong("code", "must be an archive of files");
        var files = Assets.Files(archive);
        var assembly = handler.Split("::")[0];
        foreach (var needed in (string[])[$"{assembly}.dll", $"{assembly}.deps.json", $"{assembly}.runtimeconfig.json"])
        {
            if (!files.ContainsKey(needed))
                throw request.Wrong("code", $"lacks {needed}");
        }
        var present = files.Keys.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet();
        foreach (var (name, path) in files.Where(file => file.Key.EndsWith(".dll", StringComparison.Ordinal)))
        {
            if (References(path).FirstOrDefault(reference => !present.Contains(reference) && !Framework.Contains(reference)) is { } missing)
                throw request.Wrong("code", $"has {name}, which needs {missing}, which it lacks");
        }
    }

    private static ImmutableArray<string> References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
