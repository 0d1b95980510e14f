using System.Text;
using Nonolive.Pipeline.Contracts;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Pipeline.Jobs.Generated;

/// <summary>The tables that reports are written to.</summary>
internal static class ReportTableSql
{
    public static string Create(IEnumerable<Contract> contracts)
    {
        var sql = new StringBuilder("""
            -- Generated from the contracts in jobs/reports.
            -- One partition a business day and run: a run never touches what another run wrote. Rows are JSON lines, which front
            -- ends read without Hive.
            create database if not exists ${hivevar:database};
            use ${hivevar:database};

            """);
        foreach (var contract in contracts)
        {
            sql.Append($"""

                create external table if not exists rpt_{contract.Report} (
                {string.Join(",\n", contract.Columns.Select(column => $"  {column.Name} {column.Type}"))})
                partitioned by (dt string, run string)
                row format serde 'org.apache.hive.hcatalog.data.JsonSerDe'
                stored as textfile
                location 's3://${"{hivevar:result_bucket}"}/{LakeLayout.Reports}{contract.Report}';

                """);
        }
        return sql.ToString();
    }
}
