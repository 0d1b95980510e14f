using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Nonolive.Pipeline.Yaml;

/// <summary>A YAML document that is read strictly: every fault names file, line and column.</summary>
public static class YamlFile
{
    /// <summary>Parses a text whose top level is a mapping.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="name">The file's name as errors show it.</param>
    public static YamlMap Parse(string text, string name)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw YamlErrors.NotYaml($"{name}:{e.Start.Line}:{e.Start.Column}", e.InnerException?.Message ?? e.Message);
        }
        catch (InvalidOperationException)
        {
            // The scanner gives up so on some unclosed lists and says no place.
            throw YamlErrors.NotYaml($"{name}:1:1", "a bracket, brace or quote is not closed.");
        }
        return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
            ? new YamlMap(root, name)
            : throw YamlErrors.NotYaml($"{name}:1:1", "the top level must be a mapping (key: value).");
    }
}
