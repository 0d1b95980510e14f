using Nonolive.Hive.Binding;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Emit;

/// <summary>hash(): ObjectInspectorUtils.hashCode of 3.1, which is Java's 31·h + x over the values; NULL is 0.</summary>
internal static class Hashes
{
    public static string OfFields(IReadOnlyList<Bound> values)
    {
        var hash = "0";
        foreach (var value in values)
            hash = hash == "0" ? Of(value.Sql, value.Type) : Casts.Wrap($"CAST({hash} AS BIGINT) * 31 + {Of(value.Sql, value.Type)}", HiveType.Int);
        return hash;
    }

    private static string Of(string sql, HiveType type) => $"coalesce({NotNull(sql, type)}, 0)";

    private static string NotNull(string sql, HiveType type) => type.Kind switch
    {
        HiveKind.Void => "0",
        HiveKind.Boolean or HiveKind.TinyInt or HiveKind.SmallInt or HiveKind.Int => $"CAST({sql} AS INTEGER)",
        HiveKind.BigInt => Casts.Wrap($"xor({sql}, ({sql} >> 32) & 4294967295)", HiveType.Int),
        HiveKind.String or HiveKind.Varchar or HiveKind.Char => $"hv_hash_text({sql})",
        HiveKind.Double => $"hv_hash_double({sql})",
        HiveKind.Date => $"CAST({sql} - DATE '1970-01-01' AS INTEGER)",
        HiveKind.Array => $"list_reduce(list_prepend(CAST(0 AS INTEGER), list_transform({sql}, lambda x: {Of("x", type.Element!)})), lambda h, x: {Casts.Wrap("CAST(h AS BIGINT) * 31 + x", HiveType.Int)})",
        HiveKind.Struct => OfFields([.. type.Fields.Select(part => new Bound($"struct_extract({sql}, {Sql.Text(part.Name)})", part.Type))]),
        _ => throw Session.HiveFault.Refused($"hash() of {type}", 0),
    };
}
