using System.Collections.Immutable;
using Nonolive.Pipeline.Errors;
using Pulumi.Testing;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>
/// Pulumi's mock hook as a cloud: each registration is checked, made real where that is possible, and recorded. What is not
/// understood is an error that names it.
/// </summary>
internal sealed class LocalCloudMocks(
    AccountFixture account, IEnumerable<ResourceKind> kinds, Inventory inventory, IProgress<LocalCloudEvent>? progress, CancellationToken cancellation) : IMocks
{
    private readonly Dictionary<string, ResourceKind> _kinds = kinds.ToDictionary(kind => kind.Type, StringComparer.Ordinal);
    private readonly HashSet<(string Type, string Name)> _seen = [];
    private readonly List<UserErrorException> _faults = [];
    private readonly Lock _lock = new();

    /// <summary>Every fault so far: the program runs on after one, and only one of them becomes its exception.</summary>
    public IReadOnlyList<UserErrorException> Faults
    {
        get
        {
            lock (_lock)
                return [.. _faults];
        }
    }

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var (type, name) = (args.Type ?? "", args.Name ?? "");
        // Components and the stack exist in the program only; providers only configure.
        if (!type.StartsWith("aws:", StringComparison.Ordinal))
            return (type.StartsWith("pulumi:providers:", StringComparison.Ordinal) ? name : null, args.Inputs);
        try
        {
            var (id, outputs) = await CreateAsync(type, name, args);
            return (id, outputs.Where(output => output.Value is not null).ToImmutableDictionary(output => output.Key, output => output.Value!));
        }
        catch (UserErrorException e)
        {
            lock (_lock)
                _faults.Add(e);
            throw;
        }
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        try
        {
            return Task.FromResult<object>(AccountInvokes.Answer(args.Token ?? "", args.Args!, account));
        }
        catch (UserErrorException e)
        {
            lock (_lock)
                _faults.Add(e);
            throw;
        }
    }

    private async Task<(string Id, Dictionary<string, object?> Outputs)> CreateAsync(string type, string name, MockResourceArgs args)
    {
        if (!_kinds.TryGetValue(type, out var kind))
            throw LocalCloudErrors.UnknownResourceType(type, name, Nearest.To(type, _kinds.Keys));
        // Pulumi's engine refuses two resources of one URN; its mocks let them pass.
        lock (_lock)
        {
            if (!_seen.Add((type, name)))
                throw LocalCloudErrors.DuplicateResource(type, name, "a name");
        }
        var inputs = args.Inputs.ToDictionary(input => input.Key, object? (input) => input.Value, StringComparer.Ordinal);
        var request = new ResourceRequest(type, name, inputs, account);
        var (id, outputs) = kind.Compute(request);
        try
        {
            if (kind.Realize is not null)
                await kind.Realize(request, outputs, cancellation);
        }
        catch (Exception e) when (e is not (UserErrorException or OperationCanceledException))
        {
            throw LocalCloudErrors.ResourceFailed(type, name, e);
        }
        inventory.Add(new InventoryResource(type, name, id, inputs, outputs));
        progress?.Report(new(LocalCloudEventKind.ResourceCreated, name, type));
        return (outputs.TryGetValue("id", out var own) && own is string realId ? realId : id, outputs);
    }
}
