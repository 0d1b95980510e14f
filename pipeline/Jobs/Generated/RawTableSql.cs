using System.Text;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Pipeline.Jobs.Generated;

/// <summary>Tables over the files that DMS writes.</summary>
internal static class RawTableSql
{
    // Arrival partition and the folder below the table's, which DMS names by date with slashes.
    private static readonly (string Arrival, string Folder)[] Arrivals =
    [
        ("load", ""),
        ("${hivevar:dt_before}", "/${hivevar:path_before}"),
        ("${hivevar:dt}", "/${hivevar:path}"),
        ("${hivevar:dt_after1}", "/${hivevar:path_after1}"),
    ];

    public static string Create(IEnumerable<AuroraTable> tables)
    {
        var sql = new StringBuilder("""
            -- Generated from pipeline/Aurora/schema.sql.
            -- The files that DMS writes: Op, time of commit, the columns, number of the change. Moments are microseconds since 1970
            -- (UTC). Partition 'load' is the full load, the others are the days (UTC) whose change files a run may read.
            create database if not exists ${hivevar:database};
            use ${hivevar:database};

            """);
        foreach (var table in tables)
        {
            sql.Append($"""

                create external table if not exists raw_{table.Name} (
                {Columns(table)})
                partitioned by (arrival string)
                stored as parquet
                location '{Location(table)}';

                alter table raw_{table.Name} add if not exists

                """);
            sql.AppendJoin("\n", Arrivals.Select(arrival =>
                $"  partition (arrival = '{arrival.Arrival}') location '{Location(table)}{arrival.Folder}'"));
            sql.Append(";\n");
        }
        return sql.ToString();
    }

    public static string Location(AuroraTable table) =>
        $"s3://${{hivevar:data_bucket}}/{LakeLayout.Aurora}{LakeLayout.AuroraSchema}/{table.Name}";

    public static string Columns(AuroraTable table) => string.Join(",\n",
        new[] { "  op string", "  dms_commit_ts string" }
            .Concat(table.Columns.Select(column => $"  {column.Name} {column.HiveType}"))
            .Append("  change_seq string"));
}
