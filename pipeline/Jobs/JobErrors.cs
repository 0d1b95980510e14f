using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Jobs;

internal static class JobErrors
{
    public static UserErrorException MissingCatalog(string path) =>
        new(ErrorCode.MissingJobFile, $"There is no job catalog {path}.", "Name the folder that holds jobs.yml.");

    public static UserErrorException MissingFile(string location, string job, string file, IReadOnlyCollection<string> present) =>
        new(ErrorCode.MissingJobFile, $"The job '{job}' names the file '{file}', which is not there.",
            file.StartsWith("audits/", StringComparison.Ordinal) ? "./nono generate writes the audit of every contract in reports/." : Nearest.Hint(file, present), location);

    public static UserErrorException DuplicateJob(string location, string job) =>
        new(ErrorCode.DuplicateName, $"There are two jobs named '{job}'.", "Rename one of them.", location);

    public static UserErrorException UnknownDependency(string location, string job, string dependency, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownJob, $"The job '{job}' waits for '{dependency}', which does not exist.", Nearest.Hint(dependency, known), location);

    public static UserErrorException Cycle(string location, IEnumerable<string> circle) =>
        new(ErrorCode.JobCycle, $"Jobs wait for each other: {string.Join(" -> ", circle)}.", "Remove one of the 'after' entries.", location);

    public static UserErrorException UnknownArrival(string location, string job, string day, IReadOnlyCollection<string> known) =>
        new(ErrorCode.WrongYamlValue, $"The job '{job}' reads arrivals of '{day}', which is no day of a run.", Nearest.Hint(day, known), location);

    public static UserErrorException WrongName(string location, string name) =>
        new(ErrorCode.WrongYamlValue, $"'{name}' is no name for a job.", "Use lower-case letters, digits and underscores.", location);

    public static UserErrorException UnknownReport(string location, string job, string report, IReadOnlyCollection<string> known) =>
        new(ErrorCode.UnknownReport, $"The job '{job}' publishes '{report}', which has no contract in reports/.", Nearest.Hint(report, known), location);
}
