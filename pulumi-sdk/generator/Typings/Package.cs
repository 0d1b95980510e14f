using System.Text.Json;

namespace Nonolive.PulumiSdk.Generator.Typings;

/// <summary>The unpacked npm package @pulumi/aws.</summary>
internal sealed class Package
{
    private readonly string _folder;
    private readonly TsFile _inputs;
    private readonly TsFile _outputs;

    public Package(string folder)
    {
        var manifest = Path.Combine(folder, "package.json");
        if (!File.Exists(manifest))
            throw new GeneratorException($"{folder} is not the npm package @pulumi/aws; get it with `npm install @pulumi/aws@7.48.0`.");
        using var json = JsonDocument.Parse(File.ReadAllText(manifest));
        Version = json.RootElement.GetProperty("version").GetString()!;
        _folder = folder;
        _inputs = DeclarationReader.Read(Path.Combine(folder, "types", "input.d.ts"));
        _outputs = DeclarationReader.Read(Path.Combine(folder, "types", "output.d.ts"));
    }

    public string Version { get; }

    public TsInterface Input(string name) =>
        _inputs.Interfaces.GetValueOrDefault(name) ?? throw new GeneratorException($"types/input.d.ts has no {name}.");

    public TsInterface Output(string name) =>
        _outputs.Interfaces.GetValueOrDefault(name) ?? throw new GeneratorException($"types/output.d.ts has no {name}.");

    public TsEnum Enum(string name)
    {
        var (module, simple) = Names.Split(name);
        var file = DeclarationReader.Read(Path.Combine(_folder, "types", "enums", module, "index.d.ts"));
        return file.Enums.GetValueOrDefault(simple) ?? throw new GeneratorException($"types/enums/{module} has no {simple}.");
    }

    /// <summary>The declarations and facts of `s3.Bucket` or `getRegion`. File names differ from type names in case.</summary>
    public (TsFile Declarations, ScriptFacts Facts) Member(string name)
    {
        var (module, simple) = Names.Split(name);
        var folder = Path.Combine(_folder, module);
        var path = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.d.ts").FirstOrDefault(file => Path.GetFileName(file).Equals($"{simple}.d.ts", StringComparison.OrdinalIgnoreCase))
            : null;
        if (path is null)
            throw new GeneratorException($"@pulumi/aws {Version} has no {name}: names are as in TypeScript, for example s3.Bucket or iam.getPolicyDocument.");
        return (DeclarationReader.Read(path), ScriptFacts.Read(string.Concat(path.AsSpan(0, path.Length - ".d.ts".Length), ".js")));
    }
}
