using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Shell;

internal static class ShellErrors
{
    private const string SeeHelp = "See: ./nono hive --help";

    public static UserErrorException UnknownOption(string option) =>
        new(ErrorCode.HiveShellOption, $"'{option}' is no option of nono hive.", SeeHelp);

    public static UserErrorException MissingValue(string option) =>
        new(ErrorCode.HiveShellOption, $"The option '{option}' needs a value.", SeeHelp);

    public static UserErrorException NotAPair(string option, string value) =>
        new(ErrorCode.HiveShellOption, $"'{value}' of {option} is not NAME=VALUE.", $"Write for example: {option} dt=2026-01-31");

    public static UserErrorException FileAndStatements() =>
        new(ErrorCode.HiveShellOption, "-e and -f exclude each other.", SeeHelp);

    public static UserErrorException NoSuchFile(string path) =>
        new(ErrorCode.HiveShellOption, $"There is no file '{path}' to run.", "Give the path of a .sql file, or s3://bucket/key on the lake.");
}
