using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Yaml;

internal static class YamlErrors
{
    public static UserErrorException NotYaml(string location, string reason) =>
        new(ErrorCode.NotYaml, $"This is not YAML: {reason}", location: location);

    public static UserErrorException UnknownKey(string location, string key, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownYamlKey, $"The key '{key}' means nothing here.", Nearest.Hint(key, known), location);

    public static UserErrorException MissingKey(string location, string key) =>
        new(ErrorCode.MissingYamlKey, $"The key '{key}' is missing.", $"Add '{key}: ...'.", location);

    public static UserErrorException WrongValue(string location, string key, string value, string wanted) =>
        new(ErrorCode.WrongYamlValue, $"'{value}' is no value for '{key}'.", $"Write {wanted}.", location);

    public static UserErrorException DuplicateName(string location, string kind, string name) =>
        new(ErrorCode.DuplicateName, $"There are two {kind}s named '{name}'.", "Rename one of them.", location);
}
