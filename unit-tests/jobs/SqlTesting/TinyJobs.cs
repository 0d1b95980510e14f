using Nonolive.SqlTesting;

namespace Nonolive.Jobs.Tests.SqlTesting;

/// <summary>A jobs folder with two tables and one job, for tests of the tests.</summary>
internal sealed class TinyJobs : IDisposable
{
    /// <summary>A job that is right.</summary>
    public const string Sums = """
        -- Sums, greater than 0 only.
        use ${hivevar:database};

        with sales as (
          select shop, amount
          from stg_sales
          where dt = '${hivevar:dt}'
        )

        insert overwrite table stg_sums partition (dt = '${hivevar:dt}')
        select shop, sum(amount) as total, cast(current_date as string) as made_on
        from sales
        where amount > 0
        group by shop;
        """;

    /// <summary>A test file of the job up to what it expects: one shop sold twice, the other gave back.</summary>
    public const string Given = """
        job: stg_sums
        tests:
          - name: sums
            given:
              stg_sales:
                - {shop: a, amount: 2}
                - {shop: a, amount: 3}
                - {shop: b, amount: -1}

        """;

    private readonly TempFolder _folder = new();

    public TinyJobs(string script, string tests, string? equivalent = null)
    {
        Write("jobs.yml", """
            jobs:
              - {name: ddl, file: ddl/tables.sql, stage: ddl}
              - {name: stg_sums, file: staging/stg_sums.sql, stage: staging, after: [ddl]}
            """);
        Write("ddl/tables.sql", """
            create database if not exists ${hivevar:database};
            use ${hivevar:database};
            create external table stg_sales (shop string, amount bigint, sold_ms bigint) partitioned by (dt string) stored as parquet
            location 's3://${hivevar:data_bucket}/warehouse/stg_sales';
            create external table stg_sums (shop string, total bigint, made_on string) partitioned by (dt string) stored as parquet
            location 's3://${hivevar:data_bucket}/warehouse/stg_sums';
            """);
        Write("staging/stg_sums.sql", script);
        Write("tests/stg_sums.yml", tests);
        if (equivalent is not null)
            Write("tests/equivalent-mutants.yml", equivalent);
        Bench = new SqlTestBench(Path);
    }

    public string Path => _folder.Path;

    public string TestFile => System.IO.Path.Combine(Path, "tests", "stg_sums.yml");

    public SqlTestBench Bench { get; }

    public IReadOnlyList<SqlTest> Tests => SqlTestFile.ReadAll(Path);

    /// <summary>What the first test finds wrong.</summary>
    public Task<IReadOnlyList<string>> RunAsync() => new SqlTestRun(Bench, Tests[0]).RunAsync();

    public void Dispose()
    {
        Bench.Dispose();
        _folder.Dispose();
    }

    private void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
