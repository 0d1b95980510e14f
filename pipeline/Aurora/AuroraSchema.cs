namespace Nonolive.Pipeline.Aurora;

/// <summary>The DDL of the platform's tables, for databases that do not have them yet.</summary>
public static class AuroraSchema
{
    /// <summary>PostgreSQL statements that create the schema <c>nonolive</c> with its ten tables.</summary>
    public static string Sql { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(AuroraSchema).Assembly.GetManifestResourceStream("Nonolive.Pipeline.Aurora.schema.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
