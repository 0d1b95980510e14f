namespace Nonolive.Replication.Mapping;

/// <summary>Quotes names and texts for PostgreSQL.</summary>
internal static class Sql
{
    public static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public static string Qualified(string schema, string name) => Identifier(schema) + "." + Identifier(name);

    // The E form means the same whatever standard_conforming_strings is.
    public static string Literal(string text) =>
        (text.Contains('\\', StringComparison.Ordinal) ? " E'" : "'")
        + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
}
