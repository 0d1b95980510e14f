using System.Diagnostics;
using System.Text;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>The terraform of this machine with the AWS provider that lies on it; nothing is downloaded.</summary>
internal sealed class TerraformTool
{
    private const string Registry = "registry.terraform.io";

    private static readonly string[] Roots =
        ["/opt", "/usr/share/terraform", "/usr/local/share/terraform", "/usr/lib/terraform", "/var/lib/terraform", "/root/.terraform.d", "/srv"];

    private readonly string _program;

    private TerraformTool(string program, string plugins) => (_program, Plugins) = (program, plugins);

    /// <summary>The folder with the provider.</summary>
    public string Plugins { get; }

    /// <summary>Finds both, or ends the test as skipped with what is missing.</summary>
    public static TerraformTool Find()
    {
        var program = OnPath("terraform");
        if (program is null)
            Assert.Ignore("Skipped: there is no terraform on PATH, so the real provider was not asked.");
        var plugins = FindPlugins();
        if (plugins is null)
            Assert.Ignore($"Skipped: there is no folder {Registry} with hashicorp/aws; name its parent in NONO_TERRAFORM_PLUGINS.");
        return new TerraformTool(program!, plugins!);
    }

    public static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public string Version => Path.GetFileName(Directory.GetDirectories(Path.Combine(Plugins, Registry, "hashicorp", "aws")).Order(StringComparer.Ordinal).Last());

    public async Task<(int Exit, string Output)> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = ChildGuard.Start(_program, arguments);
        start.WorkingDirectory = folder;
        foreach (var (name, value) in Environments(folder).Concat(environment))
            start.Environment[name] = value;
        await File.WriteAllTextAsync(Configuration(folder), "");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder(await process.StandardOutput.ReadToEndAsync());
        output.Append(await errors);
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToString());
    }

    private static Dictionary<string, string> Environments(string folder) => new()
    {
        ["TF_IN_AUTOMATION"] = "1",
        ["CHECKPOINT_DISABLE"] = "1",
        // The schema of 1,500 resources is read once and kept: collecting around it is a third of the time.
        ["GOGC"] = "400",
        ["TF_CLI_CONFIG_FILE"] = Configuration(folder),
        ["AWS_ACCESS_KEY_ID"] = "test",
        ["AWS_SECRET_ACCESS_KEY"] = "test",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    private static string Configuration(string folder) => Path.Combine(folder, "none.tfrc");

    private static string? FindPlugins()
    {
        if (Environment.GetEnvironmentVariable("NONO_TERRAFORM_PLUGINS") is { Length: > 0 } named)
            return HasProvider(named) ? named : null;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true };
        return Roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, Registry, options)).Select(Path.GetDirectoryName).FirstOrDefault(HasProvider);
    }

    private static bool HasProvider(string? folder) => folder is not null && Directory.Exists(Path.Combine(folder, Registry, "hashicorp", "aws"));
}
