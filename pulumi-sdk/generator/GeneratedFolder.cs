namespace Nonolive.PulumiSdk.Generator;

/// <summary>A fault of the list or of typings that this generator does not understand.</summary>
internal sealed class GeneratorException(string message) : Exception(message);

internal static class GeneratedFolder
{
    /// <summary>Writes the files and removes those that are no longer generated.</summary>
    public static void Replace(string folder, IReadOnlyDictionary<string, string> files)
    {
        if (Directory.Exists(folder))
        {
            foreach (var old in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                if (!files.ContainsKey(Path.GetRelativePath(folder, old).Replace('\\', '/')))
                    File.Delete(old);
            }
        }
        foreach (var (path, text) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (!File.Exists(target) || File.ReadAllText(target) != text)
                File.WriteAllText(target, text);
        }
    }
}
