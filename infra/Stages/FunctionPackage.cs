using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Storage;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What Lambda loads: the assemblies that the build of <c>functions/</c> laid beside each other.</summary>
/// <param name="Code">The files.</param>
/// <param name="Digest">SHA-256 over their names and contents in base 64, for a preview to show that they changed.</param>
internal sealed record FunctionPackage(Archive Code, string Digest)
{
    private const string Assembly = "Nonolive.Functions.dll";

    private static readonly string[] Extensions = [".dll", ".json"];

    /// <summary>Reads a folder.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">The functions were not built into it.</exception>
    public static FunctionPackage Load(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Assembly)))
            throw SettingsErrors.NoFunctionPackage(folder);
        var files = Directory.EnumerateFiles(folder).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal).ToList();
        return new(
            new AssetArchive(files.ToDictionary(file => Path.GetFileName(file), AssetOrArchive (file) => new FileAsset(file))),
            Convert.ToBase64String(ContentDigest.Of(files.Select(file => (Path.GetFileName(file), (ReadOnlyMemory<byte>)File.ReadAllBytes(file))))));
    }
}
