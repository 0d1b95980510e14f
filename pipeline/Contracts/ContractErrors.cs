using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Contracts;

internal static class ContractErrors
{
    public static UserErrorException NoContracts(string folder) =>
        new(ErrorCode.MissingJobFile, $"There is no folder {folder}.", "Contracts lie in jobs/reports/REPORT.yml.");

    public static UserErrorException UnknownReport(string report, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownReport, $"There is no report '{report}'.", Nearest.Hint(report, known));

    public static UserErrorException NameDiffers(string location, string report, string path) =>
        new(ErrorCode.WrongYamlValue, $"The contract of '{report}' lies in {Path.GetFileName(path)}.", $"Name the file {report}.yml.", location);

    public static UserErrorException UnknownColumn(string location, string key, string column, IReadOnlyCollection<string> known) =>
        new(ErrorCode.WrongYamlValue, $"'{key}' names the column '{column}', which the report does not have.", Nearest.Hint(column, known), location);
}
