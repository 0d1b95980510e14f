using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nonolive.Infra.Tests.Support;
using Nonolive.Pipeline.Processes;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// A temporary folder that is initialised once, which takes a second. Each configuration has a folder of its own in it.
/// </summary>
internal sealed class TerraformWorkspace : IDisposable
{
    private const string LockFile = ".terraform.lock.hcl";

    private readonly TerraformTool _terraform;
    private readonly ScratchFolder _root = ScratchFolder.Create("terraform");

    private TerraformWorkspace(TerraformTool terraform) => _terraform = terraform;

    public ProviderSchema Schema { get; private set; } = null!;

    public string Version => _terraform.Version;

    /// <summary>The functions as a zip file, which Pulumi makes of an archive by itself.</summary>
    public string Package => Path.Combine(_root.Path, "functions.zip");

    /// <summary>The emulator that the provider asks; without one, only what needs no answer works.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Where it asks for Step Functions.</summary>
    public Uri? States { get; set; }

    public static async Task<TerraformWorkspace> CreateAsync(TerraformTool terraform)
    {
        var workspace = new TerraformWorkspace(terraform);
        try
        {
            await ZipFile.CreateFromDirectoryAsync(Stacks.Files.Functions, workspace.Package);
            await workspace.WriteAsync("schema", []);
            var init = await workspace.RunAsync("schema", "init", "-input=false", "-no-color", $"-plugin-dir={terraform.Plugins}");
            Assert.That(init.Exit, Is.Zero, init.Output);
            workspace.Schema = await workspace.DescribeAsync();
            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    public string FolderOf(string configuration) => Path.Combine(_root.Path, configuration);

    public async Task WriteAsync(string configuration, JsonObject resources)
    {
        var folder = Directory.CreateDirectory(FolderOf(configuration)).FullName;
        var content = new JsonObject
        {
            ["terraform"] = new JsonObject { ["required_providers"] = new JsonObject { ["aws"] = new JsonObject { ["source"] = "hashicorp/aws" } } },
            ["provider"] = new JsonObject { ["aws"] = Provider() },
        };
        if (resources.Count > 0)
            content["resource"] = resources.DeepClone();
        await File.WriteAllTextAsync(Path.Combine(folder, "main.tf.json"), content.ToJsonString());
        var lockFile = Path.Combine(FolderOf("schema"), LockFile);
        if (File.Exists(lockFile))
            File.Copy(lockFile, Path.Combine(folder, LockFile), overwrite: true);
    }

    public Task<(int Exit, string Output)> RunAsync(string configuration, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["TF_DATA_DIR"] = Path.Combine(_root.Path, "data") };
        // A block `endpoints` would do the same, but the provider takes seconds to check its 300 arguments.
        if (Endpoint is not null)
            environment["AWS_ENDPOINT_URL"] = Endpoint.ToString();
        if (States is not null)
            environment["AWS_ENDPOINT_URL_SFN"] = States.ToString();
        return _terraform.RunAsync(FolderOf(configuration), environment, arguments);
    }

    public void Dispose() => _root.Dispose();

    // A version's schema never changes, and asking for it takes as long as a small plan: it is kept among the build's artifacts.
    private async Task<ProviderSchema> DescribeAsync()
    {
        var kept = Path.Combine(Directory.CreateDirectory(Path.Combine(Stacks.Repository, "artifacts", "terraform")).FullName, $"aws-{Version}.json");
        if (!File.Exists(kept))
        {
            var described = await RunAsync("schema", "providers", "schema", "-json");
            Assert.That(described.Exit, Is.Zero, described.Output);
            var written = $"{kept}.{Environment.ProcessId}";
            await File.WriteAllTextAsync(written, described.Output);
            File.Move(written, kept, overwrite: true);
        }
        await using var content = File.OpenRead(kept);
        var document = await JsonDocument.ParseAsync(content);
        return new ProviderSchema(document.RootElement.GetProperty("provider_schemas").EnumerateObject().Single().Value.GetProperty("resource_schemas"));
    }

    private JsonObject Provider() => new()
    {
        ["region"] = "ap-southeast-1",
        ["skip_credentials_validation"] = true,
        ["skip_requesting_account_id"] = Endpoint is null,
        ["skip_metadata_api_check"] = true,
        ["s3_use_path_style"] = true,
        // What the emulator cannot do now it cannot do a second later.
        ["max_retries"] = 2,
        ["default_tags"] = new JsonArray(new JsonObject { ["tags"] = new JsonObject { ["project"] = "nonolive" } }),
    };
}
