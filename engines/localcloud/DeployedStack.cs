using System.Collections.Concurrent;
using Amazon.S3;
using Amazon.SQS;
using Nonolive.LocalCloud.Aws;
using Nonolive.LocalCloud.Emr;
using Nonolive.LocalCloud.Functions;
using Nonolive.LocalCloud.Integrations;
using Nonolive.LocalCloud.Mocks;
using Nonolive.LocalCloud.StateMachines;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;
using Pulumi;
using Pulumi.Testing;

namespace Nonolive.LocalCloud;

/// <summary>A stack that is up on the local cloud.</summary>
public sealed class DeployedStack : IAsyncDisposable
{
    private readonly LocalCloud _cloud;
    private readonly LocalCloudOptions _options;
    private readonly AwsQuery _query;
    private readonly ConcurrentQueue<PublishedMessage> _messages = new();
    private readonly ConcurrentQueue<LocalStateMachine> _machines = new();
    private readonly ConcurrentQueue<LocalFunction> _functions = new();
    private readonly ConcurrentQueue<RegisteredReplication> _replications = new();
    private readonly IReadOnlyDictionary<string, ITaskIntegration> _integrations;
    private LocalReplication? _replication;
    private bool _disposed;

    internal DeployedStack(string name, AccountFixture account, LocalCloud cloud, LocalCloudOptions options)
    {
        (Name, Account, _cloud, _options) = (name, account, cloud, options);
        S3 = cloud.Aws.CreateS3(account.Region, account.AccountId);
        Sqs = cloud.Aws.CreateSqs(account.Region, account.AccountId);
        Store = new S3ObjectStore(S3);
        _query = new AwsQuery(cloud.Aws.Endpoint, account.Region, account.AccountId);
        Hive = new LocalHive(Store, Path.Combine(cloud.ScratchFolder, name), options.Clock);
        Emr = new LocalEmr(new HiveRunner(Hive), Inventory, options.Clock);
        _integrations = ((IEnumerable<ITaskIntegration>)
            [
                new CreateCluster(Emr), new AddStep(Emr), new TerminateCluster(Emr), new StartJobRun(Emr, Inventory),
                new ListClusters(Emr), new ListJobRuns(Emr), new CancelJobRun(Emr),
                new LambdaInvoke(_functions), new SnsPublish(_query, _messages), .. S3Integration.All(S3, account.AccountId),
            ]).ToDictionary(integration => integration.Resource, StringComparer.Ordinal);
    }

    /// <summary>The stack's name.</summary>
    public string Name { get; }

    /// <summary>The account that it is deployed to.</summary>
    public AccountFixture Account { get; }

    /// <summary>The stack's outputs, resolved.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; private set; } = new Dictionary<string, object?>();

    /// <summary>Everything it registered.</summary>
    public Inventory Inventory { get; } = new();

    /// <summary>The objects of its buckets.</summary>
    public IObjectStore Store { get; }

    /// <summary>A client of the emulated S3.</summary>
    public IAmazonS3 S3 { get; }

    /// <summary>A client of the emulated SQS.</summary>
    public IAmazonSQS Sqs { get; }

    /// <summary>The stack's Hive: one metastore, as Glue is.</summary>
    public LocalHive Hive { get; }

    /// <summary>Its EMR clusters.</summary>
    public LocalEmr Emr { get; }

    /// <summary>What was published to its topics.</summary>
    public IReadOnlyList<PublishedMessage> PublishedMessages => [.. _messages];

    /// <summary>The bucket with raw and curated data.</summary>
    public string DataBucket => Output("dataBucket");

    /// <summary>The bucket with reports.</summary>
    public string ResultBucket => Output("resultBucket");

    /// <summary>All state machines.</summary>
    public IReadOnlyList<LocalStateMachine> StateMachines => [.. _machines];

    /// <summary>The state machine that computes reports.</summary>
    /// <exception cref="UserErrorException">It has none.</exception>
    public LocalStateMachine StateMachine =>
        _machines.FirstOrDefault(machine => machine.Arn == Outputs.GetValueOrDefault("stateMachineArn") as string) ?? _machines.FirstOrDefault() ?? throw LocalCloudErrors.StackLacks(Name, "state machine");

    /// <summary>The stack's replication.</summary>
    /// <exception cref="UserErrorException">It has none.</exception>
    public LocalReplication Replication => _replication ?? throw LocalCloudErrors.StackLacks(Name, "replication task");

    /// <summary>An output that is a text.</summary>
    /// <exception cref="UserErrorException">The stack has no such output.</exception>
    public string Output(string name) => Outputs.GetValueOrDefault(name) as string ?? throw LocalCloudErrors.StackLacks(Name, $"output '{name}'");

    /// <summary>
    /// Sends the event of an execution's end, as EventBridge would, and waits for the state machines that the stack's rules
    /// start with it. It is not sent by itself, so that a test can look at what an abort leaves behind.
    /// </summary>
    /// <returns>How the started executions ended.</returns>
    public async Task<IReadOnlyList<ExecutionResult>> DeliverEndAsync(LocalExecution execution, CancellationToken cancellation = default)
    {
        var machine = _machines.Single(machine => machine.Executions.Contains(execution));
        var end = new ExecutionEnd(machine, execution, await execution.Completion.WaitAsync(cancellation), _options.Clock.GetUtcNow());
        var results = new List<ExecutionResult>();
        foreach (var (arn, input) in end.Targets(Inventory))
        {
            // A rule may tell a topic too; what a topic's subscribers hear is no part of a run.
            if (_machines.FirstOrDefault(target => target.Arn == arn) is { } target)
                results.Add(await target.RunAsync(input, cancellation: cancellation));
        }
        return results;
    }

    internal async Task UpAsync(Func<IDictionary<string, object?>> program, IProgress<LocalCloudEvent>? progress, CancellationToken cancellation)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var mocks = new LocalCloudMocks(Account, Kinds(), Inventory, progress, cancellation);
        UserErrorException? fault = null;
        // The runtime keeps only the text of what a program throws.
        IDictionary<string, object?> Define()
        {
            try
            {
                return program();
            }
            catch (UserErrorException e)
            {
                fault = e;
                throw;
            }
        }

        try
        {
            var (_, outputs) = await Deployment.TestAsync(
                mocks, new TestOptions { ProjectName = "nonolive", StackName = Name, IsPreview = false, RootDirectory = _cloud.Root }, Define);
            Outputs = await StackOutputs.ResolveAsync(outputs);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw Faults.Combine(mocks.Faults) ?? fault ?? Faults.UserErrorIn(e) ?? e;
        }
        if (_replications.FirstOrDefault() is { } replication)
        {
            _replication = new LocalReplication(replication, _cloud.Postgres.ConnectionString, Store, _options.Clock, Path.Combine(_cloud.ScratchFolder, Name));
            if (replication.StartAtOnce)
                await _replication.StartAsync(cancellation: cancellation);
        }
        progress?.Report(new(LocalCloudEventKind.StackReady, Name, $"{Inventory.Resources.Count} resources", clock.Elapsed));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        foreach (var execution in _machines.SelectMany(machine => machine.Executions))
        {
            execution.Abort("the local cloud ends");
            await execution.Completion;
        }
        if (_replication is not null)
            await _replication.DisposeAsync();
        // What an emulator of our own holds goes with it.
        if (_cloud.Aws is GivenEmulator)
            await new StackRemoval(S3, Sqs, _query, Inventory).RunAsync();
        _query.Dispose();
        Sqs.Dispose();
        S3.Dispose();
    }

    private IEnumerable<ResourceKind> Kinds() =>
    [
        .. RecordedKinds.All().Select(kind => kind.Type == LocalHive.DatabaseType ? Hive.Kind(kind) : kind),
        .. new S3Kinds(S3, evaluatesPolicyConditions: _cloud.Aws is LocalStackEmulator, outlives: _cloud.Aws is GivenEmulator).All(),
        .. new ServiceKinds(_query, Sqs).All(),
        .. new ReplicationKinds(Inventory, _replications.Enqueue).All(),
        .. new FunctionKinds(Store, _options.Clock, _functions.Enqueue).All(),
        .. new MachineKinds(_integrations, _options.Clock, _options.SkipWaits, _machines.Enqueue).All(),
    ];
}
