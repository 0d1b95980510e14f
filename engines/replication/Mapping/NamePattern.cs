using System.Text;
using System.Text.RegularExpressions;

namespace Nonolive.Replication.Mapping;

/// <summary>
/// A name with DMS's wildcards: <c>%</c> for any text, <c>_</c> for one character, <c>[_]</c> for an underscore,
/// <c>[ab]</c> and <c>[a-d]</c> for one of some characters. Case matters.
/// </summary>
internal sealed class NamePattern(string text)
{
    private readonly Regex _regex = new(Translate(text), RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public string Text { get; } = text;

    public bool Matches(string name) => _regex.IsMatch(name);

    public override string ToString() => Text;

    private static string Translate(string text)
    {
        var regex = new StringBuilder(@"\A");
        for (var i = 0; i < text.Length; i++)
        {
            var close = text[i] == '[' ? text.IndexOf(']', i + 1) : -1;
            if (close > i + 1)
            {
                var set = text[(i + 1)..close].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("^", @"\^", StringComparison.Ordinal);
                regex.Append('[').Append(set).Append(']');
                i = close;
            }
            else
            {
                regex.Append(text[i] switch { '%' => ".*", '_' => ".", var other => Regex.Escape(other.ToString()) });
            }
        }
        return regex.Append(@"\z").ToString();
    }
}
