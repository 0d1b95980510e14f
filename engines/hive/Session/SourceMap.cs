namespace Nonolive.Hive.Session;

/// <summary>Where each character of a statement with its variables filled in stands in the script.</summary>
internal sealed class SourceMap(string file, string script)
{
    private readonly List<(int Filled, int Original)> _pieces = [(0, 0)];

    /// <summary>From this offset of the filled text on, characters stem from that offset of the script, one for one.</summary>
    public void Add(int filled, int original) => _pieces.Add((filled, original));

    public void Start(int original) => _pieces[0] = (0, original);

    /// <summary><c>file:line:column</c> of an offset in the filled text; a variable's value counts as its reference.</summary>
    public string Location(int at)
    {
        var index = _pieces.FindLastIndex(piece => piece.Filled <= at);
        var (filled, original) = _pieces[Math.Max(0, index)];
        var limit = index + 1 < _pieces.Count ? _pieces[index + 1].Original : script.Length;
        return Position(Math.Min(original + at - filled, Math.Max(original, limit)));
    }

    private string Position(int offset)
    {
        offset = Math.Clamp(offset, 0, script.Length);
        var line = script.AsSpan(0, offset).Count('\n') + 1;
        var column = offset - (offset == 0 ? -1 : script.LastIndexOf('\n', offset - 1));
        return $"{file}:{line}:{(offset == 0 ? 1 : column)}";
    }
}
