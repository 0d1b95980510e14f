using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.SqlTesting;

internal static class SqlTestErrors
{
    public static UserErrorException WrongDay(string location, string text) =>
        new(ErrorCode.WrongSqlTest, $"'{text}' is no day.", "Write it as yyyy-MM-dd, in quotes.", location);

    public static UserErrorException UnknownZone(string location, string zone) =>
        new(ErrorCode.WrongSqlTest, $"There is no time zone '{zone}'.", "Use a name of the IANA database, such as Asia/Jakarta.", location);

    public static UserErrorException WrongTime(string text) =>
        new(ErrorCode.WrongSqlTest, $"'{text}' is no time.", "Write 10:00:05 (of the business day), \"2026-03-09 23:59:30.250\" or \"2026-03-09T16:59:30Z\".");

    public static UserErrorException WrongCell(string location, string table, string column, string type, string text) =>
        new(ErrorCode.WrongSqlTest, $"'{text}' is no value for {table}.{column}, which is {type}.", location: location);

    public static UserErrorException NothingExpected(string location, string test) =>
        new(ErrorCode.WrongSqlTest, $"The test '{test}' expects nothing.", "Add 'expect:' with a table's rows, 'ctes:' or 'fails:'.", location);

    public static UserErrorException UnknownJob(string? location, string job, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownJob, $"There is no job '{job}'.", Nearest.Hint(job, known), location);

    public static UserErrorException UnknownTable(string location, string table, IReadOnlyCollection<string> known) =>
        new(ErrorCode.WrongSqlTest, $"There is no table '{table}'.", Nearest.Hint(table, known), location);

    public static UserErrorException UnknownColumn(string location, string table, string column, IReadOnlyCollection<string> known) =>
        new(ErrorCode.WrongSqlTest, $"{table} has no column '{column}'.", Nearest.Hint(column, known), location);

    public static UserErrorException UnknownCte(string location, string job, string cte, IReadOnlyCollection<string> known) =>
        new(ErrorCode.WrongSqlTest, $"The last statement of {job} has no common table expression '{cte}'.",
            known.Count == 0 ? "It has none at all." : Nearest.Hint(cte, known), location);
}
