using System.Text;

namespace Nonolive.Hive.Shell;

/// <summary>Collects lines until a statement is complete: a semicolon outside quotes and comments ends it.</summary>
internal sealed class StatementBuffer
{
    private readonly StringBuilder _text = new();

    internal bool IsEmpty => _text.ToString().AsSpan().Trim().IsEmpty;

    internal void Add(string line) => _text.Append(line).Append('\n');

    internal void Clear() => _text.Clear();

    /// <summary>The complete statements, taken out; null where the last one is still open.</summary>
    internal string? Take()
    {
        var text = _text.ToString();
        if (!Ends(text))
            return null;
        _text.Clear();
        return text;
    }

    private static bool Ends(string text)
    {
        var quote = '\0';
        var complete = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                if (c == '\\' && quote != '`')
                    i++;
                else if (c == quote)
                    quote = '\0';
                continue;
            }
            if (c == '-' && i + 1 < text.Length && text[i + 1] == '-')
            {
                i = text.IndexOf('\n', i) is var end and >= 0 ? end : text.Length;
                continue;
            }
            if (c is '\'' or '"' or '`')
                quote = c;
            if (!char.IsWhiteSpace(c))
                complete = c == ';';
        }
        return complete && quote == '\0';
    }
}
