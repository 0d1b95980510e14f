using System.Text;

namespace Nonolive.Hive.Native;

/// <summary>
/// Makes DuckDB's type handles from their SQL text, such as <c>DECIMAL(18,4)[]</c> or <c>STRUCT("a" BIGINT, "b" VARCHAR)</c>:
/// only the forms that the engine itself writes.
/// </summary>
internal static unsafe class LogicalTypes
{
    private static readonly Dictionary<string, DuckDBTypeId> Simple = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BOOLEAN"] = DuckDBTypeId.Boolean,
        ["TINYINT"] = DuckDBTypeId.TinyInt,
        ["SMALLINT"] = DuckDBTypeId.SmallInt,
        ["INTEGER"] = DuckDBTypeId.Integer,
        ["BIGINT"] = DuckDBTypeId.BigInt,
        ["HUGEINT"] = DuckDBTypeId.HugeInt,
        ["FLOAT"] = DuckDBTypeId.Float,
        ["DOUBLE"] = DuckDBTypeId.Double,
        ["VARCHAR"] = DuckDBTypeId.Varchar,
        ["BLOB"] = DuckDBTypeId.Blob,
        ["DATE"] = DuckDBTypeId.Date,
        ["TIMESTAMP"] = DuckDBTypeId.Timestamp,
        ["TIMESTAMP_NS"] = DuckDBTypeId.TimestampNs,
        ["TIMESTAMPTZ"] = DuckDBTypeId.TimestampTz,
        ["INTERVAL"] = DuckDBTypeId.Interval,
        ["ANY"] = DuckDBTypeId.Any,
    };

    /// <summary>The handle; the caller destroys it.</summary>
    internal static nint Create(string sql)
    {
        var position = 0;
        var type = Parse(sql, ref position);
        return position == sql.Length ? type : throw new ArgumentException($"'{sql}' is no type that the engine writes.", nameof(sql));
    }

    private static nint Parse(string sql, ref int position)
    {
        var name = Word(sql, ref position);
        nint type;
        switch (name.ToUpperInvariant())
        {
            case "DECIMAL":
                Expect(sql, ref position, '(');
                var width = byte.Parse(Word(sql, ref position));
                Expect(sql, ref position, ',');
                var scale = byte.Parse(Word(sql, ref position));
                Expect(sql, ref position, ')');
                type = DuckDBApi.CreateDecimalType(width, scale);
                break;
            case "MAP":
                Expect(sql, ref position, '(');
                var key = Parse(sql, ref position);
                Expect(sql, ref position, ',');
                var value = Parse(sql, ref position);
                Expect(sql, ref position, ')');
                type = DuckDBApi.CreateMapType(key, value);
                DuckDBApi.DestroyLogicalType(ref key);
                DuckDBApi.DestroyLogicalType(ref value);
                break;
            case "STRUCT":
                type = ParseStruct(sql, ref position);
                break;
            default:
                type = Simple.TryGetValue(name, out var id)
                    ? DuckDBApi.CreateLogicalType(id)
                    : throw new ArgumentException($"'{name}' is no type that the engine writes.", nameof(sql));
                break;
        }
        while (position + 1 < sql.Length && sql[position] == '[' && sql[position + 1] == ']')
        {
            var element = type;
            type = DuckDBApi.CreateListType(element);
            DuckDBApi.DestroyLogicalType(ref element);
            position += 2;
        }
        SkipSpaces(sql, ref position);
        return type;
    }

    private static nint ParseStruct(string sql, ref int position)
    {
        var names = new List<nint>();
        var types = new List<nint>();
        Expect(sql, ref position, '(');
        do
        {
            names.Add(System.Runtime.InteropServices.Marshal.StringToCoTaskMemUTF8(Word(sql, ref position)));
            types.Add(Parse(sql, ref position));
        }
        while (Accept(sql, ref position, ','));
        Expect(sql, ref position, ')');
        nint result;
        fixed (nint* memberTypes = types.ToArray(), memberNames = names.ToArray())
            result = DuckDBApi.CreateStructType(memberTypes, (byte**)memberNames, (ulong)types.Count);
        names.ForEach(System.Runtime.InteropServices.Marshal.FreeCoTaskMem);
        foreach (var member in types)
        {
            var handle = member;
            DuckDBApi.DestroyLogicalType(ref handle);
        }
        return result;
    }

    // A bare word or a name in double quotes.
    private static string Word(string sql, ref int position)
    {
        SkipSpaces(sql, ref position);
        var word = new StringBuilder();
        if (position < sql.Length && sql[position] == '"')
        {
            for (position++; position < sql.Length; position++)
            {
                if (sql[position] == '"' && (position + 1 >= sql.Length || sql[++position] != '"'))
                    break;
                word.Append(sql[position]);
            }
            if (position < sql.Length && sql[position] == '"')
                position++;
        }
        else
        {
            while (position < sql.Length && (char.IsLetterOrDigit(sql[position]) || sql[position] == '_'))
                word.Append(sql[position++]);
        }
        SkipSpaces(sql, ref position);
        return word.ToString();
    }

    private static void SkipSpaces(string sql, ref int position)
    {
        while (position < sql.Length && sql[position] == ' ')
            position++;
    }

    private static bool Accept(string sql, ref int position, char expected)
    {
        SkipSpaces(sql, ref position);
        if (position >= sql.Length || sql[position] != expected)
            return false;
        position++;
        return true;
    }

    private static void Expect(string sql, ref int position, char expected)
    {
        if (!Accept(sql, ref position, expected))
            throw new ArgumentException($"'{sql}' is no type that the engine writes: '{expected}' expected at {position}.", nameof(sql));
    }
}
