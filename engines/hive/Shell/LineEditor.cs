using System.Text;

namespace Nonolive.Hive.Shell;

/// <summary>Reads lines with the keys that a shell has: arrows, Home, End, history. Lines that are piped in are read plainly.</summary>
internal sealed class LineEditor(string historyFile, ITerminal terminal)
{
    private const int MostLines = 1_000;

    private readonly List<string> _history = File.Exists(historyFile) ? [.. File.ReadLines(historyFile).TakeLast(MostLines)] : [];

    /// <summary>The next line; null at the end of input, "\u0003" when Ctrl-C gives the line up.</summary>
    internal string? Read(string prompt)
    {
        if (terminal.IsRedirected)
            return terminal.ReadLine();
        var line = new StringBuilder();
        var cursor = 0;
        var place = _history.Count;
        while (true)
        {
            Draw(prompt, line, cursor);
            var key = terminal.ReadKey();
            var control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    terminal.Write("\n");
                    Remember(line.ToString());
                    return line.ToString();
                case ConsoleKey.C when control:
                    terminal.Write("^C\n");
                    return "\u0003";
                case ConsoleKey.D when control && line.Length == 0:
                    terminal.Write("\n");
                    return null;
                case ConsoleKey.Backspace when cursor > 0:
                    line.Remove(--cursor, 1);
                    break;
                case ConsoleKey.Delete when cursor < line.Length:
                    line.Remove(cursor, 1);
                    break;
                case ConsoleKey.LeftArrow:
                    cursor = Math.Max(0, cursor - 1);
                    break;
                case ConsoleKey.RightArrow:
                    cursor = Math.Min(line.Length, cursor + 1);
                    break;
                case ConsoleKey.Home or ConsoleKey.A when key.Key == ConsoleKey.Home || control:
                    cursor = 0;
                    break;
                case ConsoleKey.End or ConsoleKey.E when key.Key == ConsoleKey.End || control:
                    cursor = line.Length;
                    break;
                case ConsoleKey.U when control:
                    line.Clear();
                    cursor = 0;
                    break;
                case ConsoleKey.UpArrow or ConsoleKey.DownArrow:
                    place = Math.Clamp(place + (key.Key == ConsoleKey.UpArrow ? -1 : 1), 0, _history.Count);
                    line.Clear().Append(place < _history.Count ? _history[place] : "");
                    cursor = line.Length;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                        line.Insert(cursor++, key.KeyChar);
                    break;
            }
        }
    }

    private void Remember(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_history.Count > 0 && _history[^1] == line))
            return;
        _history.Add(line);
        Directory.CreateDirectory(Path.GetDirectoryName(historyFile)!);
        File.AppendAllText(historyFile, line + "\n");
    }

    private void Draw(string prompt, StringBuilder line, int cursor)
    {
        // Carriage return, the line, clear to its end, and back to the cursor.
        var back = line.Length - cursor;
        terminal.Write($"\r{prompt}{line}\u001b[K{(back > 0 ? $"\u001b[{back}D" : "")}");
    }
}
