namespace Nonolive.Hive.Emit;

/// <summary>Reads several fields of one JSON text at once, into a record whose members are c0, c1 …</summary>
internal static class JsonExtraction
{
    /// <summary>get_json_object's values of the paths (SQL); a path that is null is not looked for.</summary>
    public static string Fields(string document, IReadOnlyList<string?> paths) => $"hv_json_fields_{paths.Count}({document}, {Array(paths)})";

    /// <summary>json_tuple's values of the keys (SQL); a key that is null is not looked for.</summary>
    public static string Tuple(string document, IReadOnlyList<string?> keys) => $"hv_json_tuple_{keys.Count}({document}, {Array(keys)})";

    /// <summary>A member of either.</summary>
    public static string Member(string record, int index) => $"struct_extract({record}, 'c{index}')";

    private static string Array(IReadOnlyList<string?> texts) => $"[{string.Join(", ", texts.Select(text => text ?? "NULL"))}]::VARCHAR[]";
}
