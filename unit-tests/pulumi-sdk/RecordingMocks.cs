using System.Collections.Immutable;
using Pulumi.Testing;

namespace Nonolive.PulumiSdk.Tests;

/// <summary>Mocks that note what they receive; the state is given by the test, or echoes the inputs.</summary>
internal sealed class RecordingMocks : IMocks
{
    private readonly Lock _gate = new();
    private readonly List<MockResourceArgs> _resources = [];
    private readonly List<MockCallArgs> _calls = [];
    private readonly List<MockRegisterResourceOutputsRequest> _outputs = [];

    public Func<MockResourceArgs, (string? Id, object State)> Answer { get; init; } = args => ($"{args.Name}-id", args.Inputs);

    public Func<MockCallArgs, object> Call { get; init; } = args => args.Args;

    public ImmutableArray<MockResourceArgs> Resources
    {
        get
        {
            lock (_gate)
                return [.. _resources];
        }
    }

    public ImmutableArray<MockCallArgs> Calls
    {
        get
        {
            lock (_gate)
                return [.. _calls];
        }
    }

    public ImmutableArray<MockRegisterResourceOutputsRequest> Outputs
    {
        get
        {
            lock (_gate)
                return [.. _outputs];
        }
    }

    public ImmutableDictionary<string, object> InputsOf(string name) => Resources.Single(resource => resource.Name == name).Inputs;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_gate)
            _resources.Add(args);
        return Task.FromResult<(string?, object)>(Answer(args));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        lock (_gate)
            _calls.Add(args);
        return Task.FromResult(Call(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        lock (_gate)
            _outputs.Add(args);
        return Task.CompletedTask;
    }
}
