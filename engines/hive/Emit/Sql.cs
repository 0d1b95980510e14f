using System.Globalization;

namespace Nonolive.Hive.Emit;

/// <summary>Pieces of DuckDB SQL.</summary>
internal static class Sql
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"")}\"";

    /// <summary>A string literal.</summary>
    public static string Text(string text) => text.Contains('\0')
        ? "concat(" + string.Join(", chr(0), ", text.Split('\0').Select(part => $"'{part.Replace("'", "''")}'")) + ")"
        : $"'{text.Replace("'", "''")}'";

    /// <summary>NULL of a type.</summary>
    public static string Null(Types.HiveType type) => $"CAST(NULL AS {type.DuckDb})";

    /// <summary>Fills <c>{0}</c>, <c>{1}</c> … of a template; <c>{*}</c> takes all arguments, <c>{1*}</c> those from the second on.</summary>
    public static string Fill(string template, IReadOnlyList<string> arguments)
    {
        if (!template.Contains('{'))
            return template;
        var filled = new System.Text.StringBuilder(template.Length + arguments.Sum(argument => argument.Length));
        for (var at = 0; at < template.Length; at++)
        {
            var close = template[at] == '{' ? template.IndexOf('}', at) : -1;
            var key = close < 0 ? "" : template[(at + 1)..close];
            if (key is [>= '0' and <= '9'])
                filled.Append(arguments[key[0] - '0']);
            else if (key is "*" or "1*")
                filled.AppendJoin(", ", arguments.Skip(key.Length - 1));
            else
            {
                filled.Append(template[at]);
                continue;
            }
            at = close;
        }
        return filled.ToString();
    }

    /// <summary>A whole number.</summary>
    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
