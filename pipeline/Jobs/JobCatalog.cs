using System.Text.RegularExpressions;
using Nonolive.Pipeline.Storage;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Jobs;

/// <summary>
/// The jobs of a daily run, read from <c>jobs/jobs.yml</c>: which scripts there are, which waits for which, and the digest
/// under which all files lie in the code bucket.
/// </summary>
public sealed partial class JobCatalog
{
    // The part of the jobs folder that is deployed; tests stay behind.
    private static readonly string[] Deployed = [".sql", ".yml"];
    private const string Tests = "tests/";
    private const string CatalogFile = "jobs.yml";

    private JobCatalog(IReadOnlyList<Job> jobs, IReadOnlyList<IReadOnlyList<Job>> groups, IReadOnlyList<JobFile> files)
    {
        Jobs = jobs;
        Groups = groups;
        Files = files;
        Digest = Convert.ToHexStringLower(ContentDigest.Of(files.Select(file => (file.Path, file.Content))));
    }

    /// <summary>All jobs in the order of the file.</summary>
    public IReadOnlyList<Job> Jobs { get; }

    /// <summary>The jobs in an order that respects every <c>after</c>: the jobs of one group may run side by side.</summary>
    public IReadOnlyList<IReadOnlyList<Job>> Groups { get; }

    /// <summary>Every deployed file, by path: the catalog, the scripts, the contracts.</summary>
    public IReadOnlyList<JobFile> Files { get; }

    /// <summary>The contracts among <see cref="Files"/>.</summary>
    public IEnumerable<JobFile> Contracts => Files.Where(file => IsContract(file.Path));

    /// <summary>SHA-256 over paths and contents of <see cref="Files"/>, 64 hexadecimal digits.</summary>
    public string Digest { get; }

    /// <summary>The reports that a run publishes, in the order of the file.</summary>
    public IEnumerable<string> Reports => Jobs.Where(job => job.Publishes is not null).Select(job => job.Publishes!);

    /// <summary>The text of a job's script.</summary>
    public string Script(Job job) => Files.Single(file => file.Path == job.File).Text;

    /// <summary>Reads and checks the catalog of a jobs folder.</summary>
    /// <exception cref="Errors.UserErrorException">Something in it is wrong; the message says where.</exception>
    public static JobCatalog Load(string folder)
    {
        var path = Path.Combine(folder, CatalogFile);
        if (!File.Exists(path))
            throw JobErrors.MissingCatalog(path);
        var files = ReadFiles(folder);
        var root = YamlFile.Parse(File.ReadAllText(path), path);
        var jobs = new List<Job>();
        var locations = new Dictionary<string, string>();
        foreach (var map in root.Maps("jobs"))
        {
            var job = ReadJob(map, files);
            if (!locations.TryAdd(job.Name, map.Location))
                throw JobErrors.DuplicateJob(map.Location, job.Name);
            jobs.Add(job);
        }
        root.RefuseTheRest();
        return new JobCatalog(jobs, JobOrder.Groups(jobs, locations), files);
    }

    private static Job ReadJob(YamlMap map, IReadOnlyList<JobFile> files)
    {
        var job = new Job(
            map.Text("name"), map.Text("file"), map.Choice<JobStage>("stage"), map.Texts("after"),
            (int)map.Number("retries", 0), map.Texts("arrivals"), map.OptionalText("publishes"));
        map.RefuseTheRest();
        if (!Name().IsMatch(job.Name))
            throw JobErrors.WrongName(map.LocationOf("name"), job.Name);
        if (job.Retries is < 0 or > 10)
            throw YamlErrors.WrongValue(map.LocationOf("retries"), "retries", job.Retries.ToString(), "a number from 0 to 10");
        if (job.Arrivals.FirstOrDefault(day => !RunVariables.Days.Contains(day)) is { } unknown)
            throw JobErrors.UnknownArrival(map.LocationOf("arrivals"), job.Name, unknown, RunVariables.Days);
        var scripts = files.Select(file => file.Path).Where(file => file.EndsWith(".sql", StringComparison.Ordinal)).ToList();
        if (!scripts.Contains(job.File))
            throw JobErrors.MissingFile(map.LocationOf("file"), job.Name, job.File, scripts);
        var reports = files.Select(file => file.Path).Where(IsContract).Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
        if (job.Publishes is { } report && !reports.Contains(report))
            throw JobErrors.UnknownReport(map.LocationOf("publishes"), job.Name, report, reports);
        return job;
    }

    private static bool IsContract(string path) =>
        path.StartsWith("reports/", StringComparison.Ordinal) && path.EndsWith(".yml", StringComparison.Ordinal);

    private static List<JobFile> ReadFiles(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Deployed.Contains(Path.GetExtension(path)))
            .Select(path => (Full: path, Relative: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => !file.Relative.StartsWith(Tests, StringComparison.Ordinal))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new JobFile(file.Relative, File.ReadAllBytes(file.Full)))];

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Name();
}
