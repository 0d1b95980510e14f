using Nonolive.Infra;
using Nonolive.Infra.Settings;
using Nonolive.LocalCloud.Aws;
using Nonolive.LocalCloud.Mocks;
using Nonolive.LocalCloud.Postgres;
using Nonolive.LocalCloud.Processes;

namespace Nonolive.LocalCloud;

/// <summary>
/// A cloud on this machine: an AWS emulator, a PostgreSQL, and stacks that the Pulumi program itself brings up on them.
/// Disposing ends everything it started; so does the end of the process, whatever ends it.
/// </summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly LocalCloudOptions _options;
    private readonly IProgress<LocalCloudEvent>? _progress;
    private readonly Pipeline.Processes.ScratchFolder _scratch;
    private readonly LocalPostgres? _postgres;
    private readonly List<DeployedStack> _stacks = [];
    private bool _disposed;

    private LocalCloud(LocalCloudOptions options, IProgress<LocalCloudEvent>? progress, Pipeline.Processes.ScratchFolder scratch, IAwsEmulator aws, LocalPostgres? postgres) =>
        (_options, _progress, _scratch, Aws, _postgres) = (options, progress, scratch, aws, postgres);

    /// <summary>The AWS emulator.</summary>
    public IAwsEmulator Aws { get; }

    /// <summary>The PostgreSQL that stands for Aurora.</summary>
    public LocalPostgres Postgres => _postgres ?? throw new InvalidOperationException("This local cloud was started without PostgreSQL.");

    /// <summary>A temporary folder of this cloud, removed with it.</summary>
    public string ScratchFolder => _scratch.Path;

    /// <summary>Starts the emulator and PostgreSQL side by side.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">A part cannot be had; the message says how to get it.</exception>
    public static async Task<LocalCloud> StartAsync(
        LocalCloudOptions? options = null, IProgress<LocalCloudEvent>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new LocalCloudOptions();
        ObjectCaches.SweepDead();
        var scratch = Pipeline.Processes.ScratchFolder.Create("local-cloud");
        var aws = PartAsync("AWS emulator", () => AwsEmulator.StartAsync(scratch.Sub("aws"), progress, cancellation), part => part.Name, progress);
        var postgres = options.WithPostgres
            ? PartAsync("PostgreSQL", () => LocalPostgres.StartAsync(progress, cancellation), part => part.Name, progress)
            : null;
        try
        {
            await Task.WhenAll(aws, postgres ?? Task.CompletedTask);
            return new LocalCloud(options, progress, scratch, await aws, postgres is null ? null : await postgres);
        }
        catch
        {
            // One part may be up while the other is missing.
            if (aws.IsCompletedSuccessfully)
                await (await aws).DisposeAsync();
            if (postgres is { IsCompletedSuccessfully: true })
                await (await postgres).DisposeAsync();
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>Brings a stack up from <c>Pulumi.STACK.yaml</c> and <c>jobs/</c> of the repository.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="cancellation">Ends the deployment.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">Settings, program or a resource are wrong.</exception>
    public Task<DeployedStack> UpAsync(string stack, CancellationToken cancellation = default) =>
        UpAsync(SettingsReader.Read(StackFileConfigSource.Load(Root, stack)), null, cancellation);

    /// <summary>Brings a stack up from settings.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="jobsFolder">The folder with <c>jobs.yml</c>; the repository's by default.</param>
    /// <param name="cancellation">Ends the deployment.</param>
    public Task<DeployedStack> UpAsync(StackSettings settings, string? jobsFolder = null, CancellationToken cancellation = default) => UpAsync(
        settings.Stack,
        new AccountFixture { AccountId = settings.AccountId, Region = settings.Region },
        () => ReportingProgram.Define(settings, jobsFolder is null ? ProgramFiles.Of(Root) : ProgramFiles.Of(Root) with { Jobs = jobsFolder }),
        cancellation);

    /// <summary>Brings a stack up from any program.</summary>
    /// <param name="stack">The stack's name.</param>
    /// <param name="account">The account it is deployed to.</param>
    /// <param name="program">Registers resources and gives the stack's outputs.</param>
    /// <param name="cancellation">Ends the deployment.</param>
    public async Task<DeployedStack> UpAsync(
        string stack, AccountFixture account, Func<IDictionary<string, object?>> program, CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var deployed = new DeployedStack(stack, account, this, _options);
        _stacks.Add(deployed);
        await deployed.UpAsync(program, _progress, cancellation);
        return deployed;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var stack in _stacks)
            await stack.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        await Aws.DisposeAsync();
        _scratch.Dispose();
    }

    /// <summary>The folder of the project, which holds <c>Pulumi.yaml</c> and <c>jobs/</c>.</summary>
    public string Root => _options.Root ?? Repository.Root();

    private static async Task<T> PartAsync<T>(string subject, Func<Task<T>> start, Func<T, string> name, IProgress<LocalCloudEvent>? progress)
    {
        progress?.Report(new(LocalCloudEventKind.PartStarting, subject));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var part = await start();
        progress?.Report(new(LocalCloudEventKind.PartReady, subject, name(part), clock.Elapsed));
        return part;
    }
}
