using Nonolive.Pipeline.Errors;

namespace Nonolive.SqlTesting.Mutation;

internal static class MutationErrors
{
    public static UserErrorException TestFails(SqlTest test, string difference) =>
        new(ErrorCode.FailingSqlTest, $"The test '{test}' fails on the script as it is: {difference}", "Mend it first: ./nono sql-test shows all that is wrong.", test.Location);
}
