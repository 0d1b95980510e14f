using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics.JavaPatterns;

/// <summary>A set of code points as ascending ranges: what a character class means, whatever the engine's syntax.</summary>
internal sealed class CodePointSet
{
    private const int Last = 0x10FFFF;
    private const int LastOfPlane = 0xFFFF;

    private readonly List<(int From, int To)> _ranges;

    private CodePointSet(IEnumerable<(int From, int To)> ranges)
    {
        _ranges = [];
        foreach (var (from, to) in ranges.OrderBy(range => range.From))
        {
            if (_ranges.Count > 0 && from <= _ranges[^1].To + 1)
                _ranges[^1] = (_ranges[^1].From, Math.Max(_ranges[^1].To, to));
            else
                _ranges.Add((from, to));
        }
    }

    internal static CodePointSet Empty { get; } = new([]);

    internal static CodePointSet Of(params (int From, int To)[] ranges) => new(ranges);

    internal static CodePointSet OfChars(string characters) => new(characters.Select(c => ((int)c, (int)c)));

    /// <summary>All code points that fulfil a condition.</summary>
    internal static CodePointSet Where(Func<int, bool> condition)
    {
        var ranges = new List<(int From, int To)>();
        var start = -1;
        for (var c = 0; c <= Last + 1; c++)
        {
            var inside = c <= Last && condition(c);
            if (inside && start < 0)
                start = c;
            if (!inside && start >= 0)
            {
                ranges.Add((start, c - 1));
                start = -1;
            }
        }
        return new CodePointSet(ranges);
    }

    /// <summary>All code points of some Unicode categories.</summary>
    internal static CodePointSet OfCategories(params UnicodeCategory[] categories) =>
        Where(c => categories.Contains(CharUnicodeInfo.GetUnicodeCategory(c)));

    internal CodePointSet Union(CodePointSet other) => new(_ranges.Concat(other._ranges));

    internal CodePointSet Not()
    {
        var ranges = new List<(int From, int To)>();
        var next = 0;
        foreach (var (from, to) in _ranges)
        {
            if (from > next)
                ranges.Add((next, from - 1));
            next = to + 1;
        }
        if (next <= Last)
            ranges.Add((next, Last));
        return new CodePointSet(ranges);
    }

    internal CodePointSet Intersect(CodePointSet other) => Not().Union(other.Not()).Not();

    /// <summary>The set as a .NET pattern; with <paramref name="wide"/> pairs of surrogates are matched as one.</summary>
    internal string ToPattern(bool wide)
    {
        var basic = new StringBuilder("[");
        foreach (var (from, to) in _ranges.Where(range => range.From <= LastOfPlane))
            basic.Append(CultureInfo.InvariantCulture, $"\\u{from:X4}").Append(from == to ? "" : string.Create(CultureInfo.InvariantCulture, $"-\\u{Math.Min(to, LastOfPlane):X4}"));
        // Nothing in the set: what never matches.
        var plain = basic.Length == 1 ? "(?!)" : basic.Append(']').ToString();
        if (!wide)
            return plain;
        var pairs = new List<string>();
        foreach (var (from, to) in _ranges.Where(range => range.To > LastOfPlane))
            AddPairs(Math.Max(from, LastOfPlane + 1), to, pairs);
        return pairs.Count == 0 ? plain : $"(?:{string.Join('|', pairs)}|{plain})";
    }

    // Cuts a range where the first surrogate changes.
    private static void AddPairs(int from, int to, List<string> pairs)
    {
        while (from <= to)
        {
            var (high, low) = (char.ConvertFromUtf32(from)[0], char.ConvertFromUtf32(from)[1]);
            var lastHigh = char.ConvertFromUtf32(to)[0];
            if (low == '\uDC00' && high < lastHigh)
            {
                var fullHigh = char.ConvertFromUtf32(to)[1] == '\uDFFF' ? lastHigh : (char)(lastHigh - 1);
                pairs.Add(Pair(high, fullHigh, '\uDC00', '\uDFFF'));
                from = char.ConvertToUtf32(fullHigh, '\uDFFF') + 1;
                continue;
            }
            var lastLow = high == lastHigh ? char.ConvertFromUtf32(to)[1] : '\uDFFF';
            pairs.Add(Pair(high, high, low, lastLow));
            from = char.ConvertToUtf32(high, lastLow) + 1;
        }
    }

    private static string Pair(char highFrom, char highTo, char lowFrom, char lowTo) => string.Create(
        CultureInfo.InvariantCulture, $"[\\u{(int)highFrom:X4}-\\u{(int)highTo:X4}][\\u{(int)lowFrom:X4}-\\u{(int)lowTo:X4}]");
}
