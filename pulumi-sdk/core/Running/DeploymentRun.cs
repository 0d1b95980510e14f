using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi.Running;

/// <summary>
/// One deployment against mocks. Any number may run in a process at once: which one a piece of code belongs to
/// flows with its execution context.
/// </summary>
internal sealed partial class DeploymentRun(IMocks mocks, TestOptions options)
{
    private static readonly AsyncLocal<DeploymentRun?> Flowing = new();

    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly List<string> _errors = [];
    private readonly Converter _converter = new(message => Log.Warn(message));

    public static DeploymentRun? Current => Flowing.Value;

    public string ProjectName { get; } = options.ProjectName ?? "project";

    public string StackName { get; } = options.StackName ?? "stack";

    public string OrganizationName { get; } = options.OrganizationName ?? "organization";

    public string RootDirectory => options.RootDirectory
        ?? throw new InvalidOperationException("This test gives no root directory: set TestOptions.RootDirectory.");

    public bool IsPreview { get; } = options.IsPreview ?? true;

    public ConfigValues Config { get; } = ConfigValues.FromEnvironment();

    public DeploymentInstance Instance => field ??= new DeploymentInstance(this);

    public Stack? Stack { get; set; }

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_gate)
                return [.. _resources];
        }
    }

    public static DeploymentRun Require() =>
        Current ?? throw new InvalidOperationException(
            "There is no deployment here: resources are made, and Deployment.Instance is read, inside Deployment.RunAsync or Deployment.TestAsync.");

    public void LogError(string message)
    {
        lock (_gate)
            _errors.Add(message);
    }

    public void Register(Resource resource, bool custom, bool remote, ResourceArgs args, ResourceOptions options)
    {
        lock (_gate)
            _resources.Add(resource);
        var sources = OutputSource.For(resource, custom || remote);
        Track(RegisterAsync(new Registration(resource, custom, remote, args, options, sources)));
    }

    public void RegisterOutputs(ComponentResource resource, Output<IDictionary<string, object?>> outputs) =>
        Track(RegisterOutputsAsync(resource, outputs));

    private async Task RegisterOutputsAsync(ComponentResource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.Data;
        var values = (await outputs.Data).Value;
        var plain = ImmutableDictionary.CreateBuilder<string, Output<object?>>();
        foreach (var (name, value) in values)
        {
            var serialized = await Serializer.SerializeAsync(value, $"{resource.GetResourceName()}.{name}");
            plain[name] = new Output<object?>(Task.FromResult(
                new OutputData<object?>(serialized.Resources, serialized.Value, serialized.IsKnown, serialized.IsSecret)));
        }
        await mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(urn.Value, plain.ToImmutable()));
    }
}
