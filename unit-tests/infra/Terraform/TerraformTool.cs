using System.Diagnostics;
using System.Text;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>The terraform of this machine with the AWS provider that lies on it; nothing is downloaded.</summary>
internal sealed class TerraformTool
{
    private const string Registry = "registry.terraform.io";

    private static readonly string[] Roots =
        ["/opt", "/usr/share/terraform", "/usr/local/share/terraform", "/usr/lib/terraform", "/var/lib/terraform", "/root/.terraform.d", "/srv"];

    private readonly string _program;
    private readonly string _plugins;

    private TerraformTool(string program, string plugins) => (_program, _plugins) = (program, plugins);

    /// <summary>Finds both, or ends the test as skipped with what is missing.</summary>
    public static TerraformTool Find()
    {
        var program = OnPath("terraform");
        if (program is null)
            Assert.Ignore("Skipped: there is no terraform on PATH, so the real provider was not asked.");
        var plugins = Plugins();
        if (plugins is null)
            Assert.Ignore($"Skipped: there is no folder {Registry} with hashicorp/aws; name its parent in NONO_TERRAFORM_PLUGINS.");
        return new TerraformTool(program!, plugins!);
    }

    public static string? OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public string Version => Path.GetFileName(Directory.GetDirectories(Path.Combine(_plugins, Registry, "hashicorp", "aws")).Order(StringComparer.Ordinal).Last());

    public Task<(int Exit, string Output)> InitAsync(string folder) => RunAsync(folder, "init", "-input=false", "-no-color", $"-plugin-dir={_plugins}");

    public async Task<(int Exit, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(_program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["TF_IN_AUTOMATION"] = "1", ["CHECKPOINT_DISABLE"] = "1", ["TF_CLI_CONFIG_FILE"] = Path.Combine(folder, "none.tfrc"),
                ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test", ["AWS_EC2_METADATA_DISABLED"] = "true",
            },
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        await File.WriteAllTextAsync(Path.Combine(folder, "none.tfrc"), "");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder(await process.StandardOutput.ReadToEndAsync());
        output.Append(await errors);
        await process.WaitForExitAsync();
        return (process.ExitCode, output.ToString());
    }

    private static string? Plugins()
    {
        if (Environment.GetEnvironmentVariable("NONO_TERRAFORM_PLUGINS") is { Length: > 0 } named)
            return HasProvider(named) ? named : null;
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3, IgnoreInaccessible = true };
        return Roots.Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root, Registry, options)).Select(Path.GetDirectoryName).FirstOrDefault(HasProvider);
    }

    private static bool HasProvider(string? folder) => folder is not null && Directory.Exists(Path.Combine(folder, Registry, "hashicorp", "aws"));
}
