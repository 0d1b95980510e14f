using System.Globalization;
using System.Text;
using Nonolive.Hive.Metastore;

namespace Nonolive.Hive.Storage;

/// <summary>
/// Partition values as folder names, by org.apache.hadoop.hive.common.FileUtils: some characters are written <c>%XX</c>, a NULL
/// or empty value is the default partition.
/// </summary>
internal static class PartitionNames
{
    /// <summary>hive.exec.default.partition.name.</summary>
    internal const string Default = "__HIVE_DEFAULT_PARTITION__";

    // FileUtils.charToEscape: the control characters, DEL and these. A space is not among them.
    private const string Escaped = "\"#%'*/:=?\\{[]^";

    /// <summary>The value as it stands in a folder name.</summary>
    internal static string Escape(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return Default;
        StringBuilder? result = null;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (c >= 0x20 && c != 0x7F && !Escaped.Contains(c, StringComparison.Ordinal))
            {
                result?.Append(c);
                continue;
            }
            result ??= new StringBuilder(value, 0, i, value.Length + 16);
            result.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
        }
        return result?.ToString() ?? value;
    }

    /// <summary>The value of a folder name's right side; null is the default partition.</summary>
    internal static string? Unescape(string name)
    {
        if (name == Default)
            return null;
        var result = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '%' && i + 2 < name.Length
                && int.TryParse(name.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                result.Append((char)code);
                i += 2;
            }
            else
            {
                result.Append(name[i]);
            }
        }
        return result.ToString();
    }

    /// <summary>A partition's folder below its table's: <c>dt=2026-01-01/country=ID</c>.</summary>
    internal static string Folder(HiveTable table, IReadOnlyList<string?> values) =>
        string.Join('/', table.PartitionColumns.Zip(values, (column, value) => $"{Escape(column.Name.ToLowerInvariant())}={Escape(value)}"));
}
