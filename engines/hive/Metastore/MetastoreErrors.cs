using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Metastore;

internal static class MetastoreErrors
{
    public static UserErrorException TableNameTaken(string database, string table) =>
        new(ErrorCode.HiveTableNameTaken, $"The table cannot be named {database}.{table}: the name is taken or there is no such database.");

    public static UserErrorException NotAMetastore(string path, string reason) =>
        new(ErrorCode.HiveMetastoreFile, $"'{path}' is not a saved metastore: {reason}.",
            "Delete the file to begin with an empty one; the data files stay.");
}
