using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>Text functions that DuckDB has otherwise or not at all.</summary>
internal static class TextFunctions
{
    private const string SoundexCodes = "01230120022455012623010202";

    /// <summary>
    /// org.apache.commons.codec.language.Soundex, US English: H and W between equal codes do not separate them. Null for letters
    /// outside A-Z (GenericUDFSoundex catches the exception).
    /// </summary>
    internal static string? Soundex(string text)
    {
        var letters = text.Where(char.IsLetter).Select(char.ToUpperInvariant).ToArray();
        if (letters.Length == 0)
            return "";
        if (letters.Any(c => c is < 'A' or > 'Z'))
            return null;
        var code = new StringBuilder().Append(letters[0]);
        var last = SoundexCodes[letters[0] - 'A'];
        for (var i = 1; i < letters.Length && code.Length < 4; i++)
        {
            if (letters[i] is 'H' or 'W')
                continue;
            var digit = SoundexCodes[letters[i] - 'A'];
            if (digit != '0' && digit != last)
                code.Append(digit);
            last = digit;
        }
        return code.Append('0', 4 - code.Length).ToString();
    }

    /// <summary>Edit distance in UTF-16 units, as commons-lang counts.</summary>
    internal static int Levenshtein(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        var current = new int[right.Length + 1];
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(Math.Min(previous[j] + 1, current[j - 1] + 1), change);
            }
            (previous, current) = (current, previous);
        }
        return previous[right.Length];
    }

    /// <summary>translate: by code points; the first of equal ones in <paramref name="from"/> counts, those beyond <paramref name="to"/> go.</summary>
    internal static string Translate(string text, string from, string to)
    {
        var targets = to.EnumerateRunes().ToArray();
        var map = new Dictionary<Rune, Rune?>();
        var index = 0;
        foreach (var rune in from.EnumerateRunes())
        {
            map.TryAdd(rune, index < targets.Length ? targets[index] : null);
            index++;
        }
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!map.TryGetValue(rune, out var target))
                result.Append(rune);
            else if (target is { } known)
                result.Append(known);
        }
        return result.ToString();
    }

    /// <summary>WordUtils.capitalizeFully: lower case, the first letter after white space upper.</summary>
    internal static string InitCap(string text)
    {
        var result = text.ToLowerInvariant().ToCharArray();
        var start = true;
        for (var i = 0; i < result.Length; i++)
        {
            if (char.IsWhiteSpace(result[i]))
                start = true;
            else if (start)
            {
                result[i] = char.ToUpper(result[i], CultureInfo.InvariantCulture);
                start = false;
            }
        }
        return new string(result);
    }
}
