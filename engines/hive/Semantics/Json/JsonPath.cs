using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.Hive.Semantics.Json;

/// <summary>
/// A path of get_json_object, taken apart as UDFJson.java does: split at every dot, a key of letters, digits, <c>_-:</c> and
/// white space, then any number of <c>[n]</c> and <c>[*]</c>.
/// </summary>
internal sealed partial class JsonPath
{
    private JsonPath(JsonPathStep[] steps, bool rootIsArray, bool rootIsAnything)
    {
        Steps = steps;
        RootIsArray = rootIsArray;
        RootIsAnything = rootIsAnything;
    }

    internal JsonPathStep[] Steps { get; }

    /// <summary>Whether the document must be an array, not an object.</summary>
    internal bool RootIsArray { get; }

    /// <summary>Whether the path is a bare <c>$</c>, which takes arrays and objects.</summary>
    internal bool RootIsAnything { get; }

    /// <summary>The path, or null where the function's result is NULL whatever the document.</summary>
    internal static JsonPath? Parse(string path)
    {
        if (path.Length == 0 || path[0] != '$' || (path.Length > 1 && path[1] is not ('.' or '[')))
            return null;
        if (path == "$")
            return new JsonPath([], false, true);
        var rootIsArray = path[1] == '[' || (path.Length > 2 && path[2] == '[');
        var parts = path.Split('.');
        var steps = new List<JsonPathStep>();
        for (var i = path[1] == '[' ? 0 : 1; i < parts.Length; i++)
        {
            byte[]? key = null;
            if (steps.Count > 0 || !rootIsArray)
            {
                var match = Key().Match(parts[i]);
                if (!match.Success)
                    return null;
                key = Encoding.UTF8.GetBytes(match.Groups[1].Value);
            }
            var indexes = Index().Matches(parts[i]).Select(found => found.Groups[1].Value)
                .Select(text => text == "*" ? JsonPathStep.Wildcard : int.TryParse(text, out var index) ? index : int.MaxValue);
            steps.Add(new JsonPathStep(key, [.. indexes]));
        }
        return new JsonPath([.. steps], rootIsArray, false);
    }

    [GeneratedRegex(@"^([a-zA-Z0-9_\-:\s]+)[^\n\r\u0085\u2028\u2029]*$", RegexOptions.ECMAScript)]
    private static partial Regex Key();

    [GeneratedRegex(@"\[([0-9]+|\*)\]")]
    private static partial Regex Index();
}

/// <summary>One part between dots: a key, unless it addresses a root array, and indexes.</summary>
internal readonly record struct JsonPathStep(byte[]? Key, int[] Indexes)
{
    internal const int Wildcard = -1;
}
