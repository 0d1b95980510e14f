using Nonolive.PulumiSdk.Generator.Output;
using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator;

/// <summary>Turns typings and a list of resources and functions into C# files.</summary>
internal static class AwsGenerator
{
    public static SortedDictionary<string, string> Generate(string typings, IEnumerable<string> list)
    {
        var package = new Package(typings);
        var types = new CSharpTypes();
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var facts = new FactsWriter(package.Version);

        foreach (var name in list.Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            var (declarations, script) = package.Member(name);
            var (module, simple) = Names.Split(name);
            var writer = CSharpWriter.ForFile(package.Version, Names.Namespace(module));
            if (char.IsLower(simple[0]))
                new FunctionWriter(types).Write(writer, name, declarations, script);
            else
                new ResourceWriter(types).Write(writer, name, declarations, script);
            files[$"{Folder(module)}{Names.Pascal(simple)}.cs"] = writer.ToString();
            facts.Member(name, declarations, script);
        }

        foreach (var (path, text) in NestedInputs(package, types, facts).Concat(NestedOutputs(package, types)).Concat(Enums(package, types)))
            files[path] = text;
        files["facts.txt"] = facts.ToString();
        files["Utilities.cs"] = UtilitiesFile.Text(package.Version);
        return files;
    }

    private static IEnumerable<(string Path, string Text)> NestedInputs(Package package, CSharpTypes types, FactsWriter facts)
    {
        var byModule = new SortedDictionary<string, SortedDictionary<string, Action<CSharpWriter>>>(StringComparer.Ordinal);
        while (types.PendingInputs.TryDequeue(out var pending))
        {
            var (name, use) = pending;
            var declared = package.Input(name);
            // Written once here to find what it refers to; the text itself comes below, in order.
            void Write(CSharpWriter writer) => new InputsWriter(types).Write(writer, name, CSharpTypes.InputName(name, use), declared, use, null);
            Write(new CSharpWriter());
            Of(byModule, name)[CSharpTypes.InputName(name, use)] = Write;
            facts.Nested(name, use, declared);
        }
        return Files(package, byModule, "Inputs");
    }

    private static IEnumerable<(string Path, string Text)> NestedOutputs(Package package, CSharpTypes types)
    {
        var byModule = new SortedDictionary<string, SortedDictionary<string, Action<CSharpWriter>>>(StringComparer.Ordinal);
        while (types.PendingOutputs.TryDequeue(out var pending))
        {
            var (name, ofFunction) = pending;
            var declared = package.Output(name);
            void Write(CSharpWriter writer) => new OutputsWriter(types).Write(writer, name, CSharpTypes.OutputName(name, ofFunction), declared, ofFunction);
            Write(new CSharpWriter());
            Of(byModule, name)[CSharpTypes.OutputName(name, ofFunction)] = Write;
        }
        return Files(package, byModule, "Outputs");
    }

    private static IEnumerable<(string Path, string Text)> Enums(Package package, CSharpTypes types)
    {
        var byModule = new SortedDictionary<string, SortedDictionary<string, Action<CSharpWriter>>>(StringComparer.Ordinal);
        foreach (var name in types.Enums)
            Of(byModule, name)[name] = writer => EnumWriter.Write(writer, package.Enum(name));
        return Files(package, byModule, "Enums");
    }

    private static SortedDictionary<string, Action<CSharpWriter>> Of(
        SortedDictionary<string, SortedDictionary<string, Action<CSharpWriter>>> byModule, string name)
    {
        var module = Names.Split(name).Module;
        return byModule.TryGetValue(module, out var found) ? found : byModule[module] = new(StringComparer.Ordinal);
    }

    private static IEnumerable<(string Path, string Text)> Files(
        Package package, SortedDictionary<string, SortedDictionary<string, Action<CSharpWriter>>> byModule, string kind)
    {
        foreach (var (module, classes) in byModule)
        {
            var ns = Names.Namespace(module);
            var writer = CSharpWriter.ForFile(package.Version, kind == "Enums" ? ns : $"{ns}.{kind}");
            foreach (var write in classes.Values)
                write(writer);
            yield return ($"{Folder(module)}{kind}.cs", writer.ToString());
        }
    }

    private static string Folder(string module) => module.Length == 0 ? "" : $"{Names.Namespace(module)["Pulumi.Aws.".Length..]}/";
}
