using System.Text.RegularExpressions;

namespace Nonolive.Pipeline.Aurora;

/// <summary>The platform's tables: their DDL, and what it says as data.</summary>
public static partial class AuroraSchema
{
    /// <summary>PostgreSQL statements that create the schema <c>nonolive</c> with its ten tables.</summary>
    public static string Sql { get; } = Read();

    /// <summary>The tables in the order of the DDL.</summary>
    public static IReadOnlyList<AuroraTable> Tables { get; } =
        [.. TableText().Matches(Sql).Select(match => Table(match.Groups["name"].Value, match.Groups["body"].Value))];

    /// <summary>The table named <paramref name="name"/>.</summary>
    public static AuroraTable Table(string name) => Tables.Single(table => table.Name == name);

    private static AuroraTable Table(string name, string body)
    {
        var key = KeyText().Match(body) is { Success: true } match ? match.Groups["columns"].Value.Split(", ") : null;
        var columns = ColumnText().Matches(body).Select(column => (
            Column: new AuroraColumn(
                column.Groups["name"].Value,
                column.Groups["type"].Value,
                !column.Groups["rest"].Value.Contains("not null") && !column.Groups["rest"].Value.Contains("primary key")),
            IsKey: column.Groups["rest"].Value.Contains("primary key"))).ToList();
        return new AuroraTable(
            name,
            key ?? [.. columns.Where(column => column.IsKey).Select(column => column.Column.Name)],
            [.. columns.Select(column => column.Column)]);
    }

    private static string Read()
    {
        using var stream = typeof(AuroraSchema).Assembly.GetManifestResourceStream("Nonolive.Pipeline.Aurora.schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // The schema is ours and written one column a line, so three patterns read it.
    [GeneratedRegex(@"^create table (?<name>\w+) \(\n(?<body>.*?)^\);", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex TableText();

    [GeneratedRegex(@"^  (?!primary key)(?<name>\w+) (?<type>double precision|numeric\(\d+, \d+\)|\w+)(?<rest>[^\n]*)$", RegexOptions.Multiline)]
    private static partial Regex ColumnText();

    [GeneratedRegex(@"^  primary key \((?<columns>[^)]+)\)", RegexOptions.Multiline)]
    private static partial Regex KeyText();
}
