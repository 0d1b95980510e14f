using System.Globalization;
using System.Text;

namespace Nonolive.Pipeline.Contracts;

/// <summary>
/// The Hive script that holds a contract against a run's rows. It writes one line of evidence beside the rows, then fails
/// where a check failed, so that the run is not published.
/// </summary>
public static class AuditSql
{
    private const string Here = "dt = '${hivevar:dt}' and run = '${hivevar:run_id}'";

    /// <summary>The script for a contract.</summary>
    public static string Create(Contract contract)
    {
        var checks = Checks(contract);
        var sums = contract.Reconciliations.Select((reconciliation, i) => new Sum(reconciliation, $"this_{i + 1}", $"other_{i + 1}")).ToList();
        var columns = new List<string> { "row_count", "double_keys" };
        columns.AddRange(checks.Select(check => check.Column));
        columns.AddRange(sums.SelectMany(sum => new[] { sum.This, sum.Other }));
        return $$"""
            -- Generated from jobs/reports/{{contract.Report}}.yml.
            -- Holds the contract of {{contract.Report}} against the rows of this run, writes the result beside them and fails where one
            -- check failed: then the run is not published.
            use ${hivevar:database};

            {{Facts(contract, checks, sums, columns)}}

            insert overwrite directory 's3://${hivevar:result_bucket}/reports/{{contract.Report}}/dt=${hivevar:dt}/run=${hivevar:run_id}/_audit'
            select concat(
              '{"report":"{{contract.Report}}","rows":', cast(row_count as string), ',"schema_version":{{contract.SchemaVersion}},"checks":[',
            {{Evidence(contract, checks, sums)}},
              ']}') as line
            from judged;

            {{Facts(contract, checks, sums, columns)}}

            select assert_true(
            {{string.Join("\n  and ", Results(contract, checks, sums).Select(result => result.Column)).Insert(0, "  ")}})
            from judged;

            """;
    }

    private static string Facts(Contract contract, List<Check> checks, List<Sum> sums, List<string> columns)
    {
        var sql = new StringBuilder();
        sql.Append($"""
            with facts as (
              select
                count(*) as row_count
            """);
        foreach (var column in columns.Skip(1))
        {
            var check = checks.FirstOrDefault(check => check.Column == column);
            var sum = sums.FirstOrDefault(sum => sum.This == column);
            sql.Append(",\n    ").Append(
                check is not null ? $"coalesce(sum(case when {check.Broken} then 1 else 0 end), 0) as {column}"
                : sum is not null ? $"{Exact(sum.Reconciliation.Expression)} as {column}"
                : $"cast(null as {Type(column)}) as {column}");
        }
        sql.Append($"\n  from rpt_{contract.Report}\n  where {Here}\n");
        AppendUnion(sql, columns, "double_keys",
            $"select count(*) as found from (select {string.Join(", ", contract.Grain)} from rpt_{contract.Report} where {Here} "
            + $"group by {string.Join(", ", contract.Grain)} having count(*) > 1) repeated");
        foreach (var sum in sums)
            AppendUnion(sql, columns, sum.Other, Other(sum.Reconciliation));
        sql.Append($"""
            ),

            judged as (
              select
                max(row_count) as row_count,
                {string.Join(",\n    ", Results(contract, checks, sums).Select(result => $"{result.Holds} as {result.Column}"))}
              from facts
            )
            """);
        return sql.ToString();
    }

    private static void AppendUnion(StringBuilder sql, List<string> columns, string column, string select)
    {
        sql.Append("  union all\n  select ");
        sql.AppendJoin(", ", columns.Select(name => name == column ? $"found as {name}" : $"cast(null as {Type(name)}) as {name}"));
        sql.Append($"\n  from ({select}) {column}_found\n");
    }

    private static string Other(Reconciliation reconciliation)
    {
        var (table, filter) = reconciliation.OtherReport is { } report
            ? ($"rpt_{report}", Here)
            : (reconciliation.OtherTable!, "dt = '${hivevar:dt}'");
        var where = reconciliation.OtherWhere is { } condition ? $"{filter} and ({condition})" : filter;
        return $"select {Exact(reconciliation.OtherExpression)} as found from {table} where {where}";
    }

    // A sum over no rows is null and means nothing was there: 0.
    private static string Exact(string expression) => $"coalesce(cast({expression} as decimal(38,4)), cast(0 as decimal(38,4)))";

    private static string Type(string column) =>
        column.StartsWith("this_", StringComparison.Ordinal) || column.StartsWith("other_", StringComparison.Ordinal) ? "decimal(38,4)" : "bigint";

    private static string Evidence(Contract contract, List<Check> checks, List<Sum> sums) => string.Join(",\n", Results(contract, checks, sums)
        .Select((result, i) => $"  '{(i == 0 ? "" : ",")}{{\"name\":\"{result.Name}\",\"passed\":', case when {result.Column} then 'true' else 'false' end, '}}'"));

    private static IEnumerable<Result> Results(Contract contract, List<Check> checks, List<Sum> sums)
    {
        yield return new Result(
            $"{contract.Rows.Min} to {contract.Rows.Max} rows", "rows_hold", $"max(row_count) between {contract.Rows.Min} and {contract.Rows.Max}");
        yield return new Result($"one row per {string.Join(", ", contract.Grain)}", "grain_holds", "max(double_keys) = 0");
        foreach (var check in checks)
            yield return new Result(check.Name, check.Column + "_holds", $"max({check.Column}) = 0");
        foreach (var sum in sums)
        {
            yield return new Result(
                sum.Reconciliation.Name, sum.This + "_holds",
                $"max({sum.This}) {Operator(sum.Reconciliation.Rule)} max({sum.Other})");
        }
    }

    private static List<Check> Checks(Contract contract)
    {
        var checks = new List<Check>();
        foreach (var column in contract.Columns)
        {
            void Add(string name, string broken) => checks.Add(new Check($"{column.Name} {name}", $"c{checks.Count + 1}", broken));
            if (!column.Nullable)
                Add("is never null", $"{column.Name} is null");
            if (column.Min is { } min)
                Add($"is at least {Text(min)}", $"{column.Name} < {Text(min)}");
            if (column.Max is { } max)
                Add($"is at most {Text(max)}", $"{column.Name} > {Text(max)}");
            if (column.Allowed.Count > 0)
                Add($"is one of {string.Join(", ", column.Allowed)}", $"{column.Name} not in ({string.Join(", ", column.Allowed.Select(text => $"'{text}'"))})");
        }
        return checks;
    }

    private static string Operator(ReconciliationRule rule) => rule switch
    {
        ReconciliationRule.Equal => "=",
        ReconciliationRule.AtLeast => ">=",
        _ => "<=",
    };

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Check(string Name, string Column, string Broken);

    private sealed record Sum(Reconciliation Reconciliation, string This, string Other);

    private sealed record Result(string Name, string Column, string Holds);
}
