using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

internal static class StorageFaults
{
    public static UserErrorException NotAFile(ObjectUri folder) =>
        new(ErrorCode.HiveNotAFile, $"Not a file: {folder}",
            "Point the table or partition at the folder that holds the files, or decide what to do with folders: "
            + "set mapreduce.input.fileinputformat.input.dir.recursive=true; or "
            + "set mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true;");

    public static UserErrorException BrokenCompression(string file, Exception inner) =>
        new(ErrorCode.HiveBrokenFile, $"EOFException: {file} is broken or ends too early: {inner.Message}",
            "Hive fails on it too. Run: ./nono set-aside FOLDER, which moves it out of the way and keeps the lines that can be read.", inner: inner);

    public static UserErrorException UnknownCompression(string file, string extension) =>
        new(ErrorCode.HiveUnknownCompression, $"{file} is compressed in a way that the engine does not read: '{extension}'.",
            "Use .gz, .deflate, .snappy or no compression.");

    public static UserErrorException BadRow(string file, long line, string serDe, string reason) =>
        new(ErrorCode.HiveBadRow, $"{serDe}: {file}, line {line}: {reason}",
            "Hive 3.1 fails on such a row too: read the file as lines of one string column and keep what cannot be parsed apart.");

    public static UserErrorException UnknownSerDe(string table, string serDe) =>
        new(ErrorCode.HiveUnknownSerDe, $"Table {table}: the engine does not know the SerDe '{serDe}'.",
            "Known: LazySimpleSerDe (text), org.apache.hive.hcatalog.data.JsonSerDe, OpenCSVSerde, RegexSerDe and Parquet.");

    public static UserErrorException UnsupportedProperty(string table, string property, string value, string remedy) =>
        new(ErrorCode.HiveUnsupportedProperty, $"Table {table}: the engine does not support '{property}' = '{value}'.", remedy);

    public static UserErrorException WrongParquetType(string file, string column, string found, string declared, string remedy) =>
        new(ErrorCode.HiveParquetType, $"{file}: column '{column}' is stored as {found}, which Hive 3.1 cannot read as {declared}.", remedy);

    public static UserErrorException NotParquet(string file, string reason) =>
        new(ErrorCode.HiveBrokenFile, $"{file} is not a Parquet file: {reason}", "Replace the file or move it out of the folder.");

    public static UserErrorException TooManyPartitions(int limit) =>
        new(ErrorCode.HiveTooManyPartitions,
            $"Number of dynamic partitions created is more than {limit}.",
            $"Write fewer partitions in one statement, or: set hive.exec.max.dynamic.partitions={limit * 10};");

    public static UserErrorException NothingToLoad(string source) =>
        new(ErrorCode.HiveNothingToLoad, $"Invalid path '{source}': No files matching path.");

    public static UserErrorException WriteFailed(string location, string reason) =>
        new(ErrorCode.HiveWriteFailed, $"The result cannot be written to {location}: {reason}");
}
