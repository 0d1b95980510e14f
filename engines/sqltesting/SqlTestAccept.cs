namespace Nonolive.SqlTesting;

/// <summary>Takes over what jobs give into their tests' files.</summary>
internal static class SqlTestAccept
{
    /// <summary>Rewrites the expectations of a file's failing tests.</summary>
    /// <param name="bench">Where they run.</param>
    /// <param name="path">The file.</param>
    /// <param name="failing">The names of the tests to rewrite.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RewriteAsync(SqlTestBench bench, string path, IReadOnlySet<string> failing, CancellationToken cancellation)
    {
        var text = await File.ReadAllTextAsync(path, cancellation);
        var tests = SqlTestFile.Parse(text, path);
        var accepted = new AcceptedRows(text);
        for (var index = 0; index < tests.Count; index++)
        {
            var test = tests[index];
            // What a job that must fail gives is nobody's expectation.
            if (!failing.Contains(test.Name) || test.Fails is not null)
                continue;
            var given = await bench.GivenAsync(test, shuffled: false);
            foreach (var found in await new SqlTestRun(bench, test).FindAsync(cancellation))
                accepted.Accept(index, test.Ctes.Contains(found.Expected) ? "ctes" : "expect", found, given.Rows);
        }
        await File.WriteAllTextAsync(path, accepted.Text, cancellation);
    }
}
