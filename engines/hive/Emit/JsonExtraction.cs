namespace Nonolive.Hive.Emit;

/// <summary>Reads several get_json_object paths of one text at once.</summary>
internal static class JsonExtraction
{
    /// <summary>A VARCHAR[] with the value of each path.</summary>
    public static string Sql(string column, IReadOnlyList<string> paths) =>
        $"hv_get_json_objects({column}, [{string.Join(", ", paths.Select(Emit.Sql.Text))}])";
}
