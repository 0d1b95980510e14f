using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi.Running;

internal sealed record Registration(
    Resource Resource, bool Custom, bool Remote, ResourceArgs Args, ResourceOptions Options, IReadOnlyList<IOutputSource> Sources);

internal sealed partial class DeploymentRun
{
    private async Task RegisterAsync(Registration registration)
    {
        try
        {
            var (urn, id, state) = await CallMocksAsync(registration);
            Resolve(registration, urn, id, state);
        }
        catch (Exception e)
        {
            foreach (var source in registration.Sources)
                source.Fail(e);
            throw;
        }
    }

    private async Task<(string Urn, string? Id, ImmutableDictionary<string, Serialized> State)> CallMocksAsync(Registration registration)
    {
        var (resource, options) = (registration.Resource, registration.Options);
        var (type, name) = (resource.GetResourceType(), resource.GetResourceName());

        await WaitForAsync(options.DependsOn);
        var inputs = await Serializer.SerializeAllAsync(registration.Args, $"{type} '{name}'");
        if (resource is Stack)
            return ($"urn:pulumi:{StackName}::{ProjectName}::{Stack.RootType}::{name}", null, ImmutableDictionary<string, Serialized>.Empty);

        var provider = options.Provider is { } reference ? await reference.ReferenceAsync() : "";
        var existing = options.Id is { } lookup ? (await lookup.ToOutput().Data).Value : (options as CustomResourceOptions)?.ImportId;
        var (id, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = type,
            Name = name,
            Inputs = Known(inputs),
            Provider = provider,
            Id = existing ?? "",
        });
        var urn = $"urn:pulumi:{StackName}::{ProjectName}::{Stack.RootType}${type}::{name}";
        return (urn, id ?? existing, await StateReader.ReadAsync(state, $"{type} '{name}'"));
    }

    private void Resolve(Registration registration, string urn, string? id, ImmutableDictionary<string, Serialized> state)
    {
        ImmutableHashSet<Resource> from = [registration.Resource];
        foreach (var source in registration.Sources)
        {
            switch (source.Name)
            {
                case "urn":
                    source.Resolve(urn, true, false, from, _converter);
                    break;
                case "id" when registration.Custom:
                    source.Resolve(id, !string.IsNullOrEmpty(id), false, from, _converter);
                    break;
                default:
                    if (state.TryGetValue(source.Name, out var value))
                        source.Resolve(value.Value, value.IsKnown, value.IsSecret, OutputData.Union(from, value.Resources), _converter);
                    else
                        source.Resolve(null, !IsPreview, false, from, _converter);
                    break;
            }
        }
    }

    private static async Task WaitForAsync(InputList<Resource> dependencies)
    {
        var waiting = new Queue<Resource>((await dependencies.ToOutput().Data).Value.Where(dependency => dependency is not null));
        var seen = new HashSet<Resource>();
        while (waiting.TryDequeue(out var dependency))
        {
            if (!seen.Add(dependency))
                continue;
            await dependency.Urn.Data;
            // To depend on a component is to depend on what it holds.
            if (dependency is ComponentResource)
            {
                foreach (var child in dependency.Children)
                    waiting.Enqueue(child);
            }
        }
    }

    /// <summary>What mocks see: secrets as they are, unset and unknown arguments not at all.</summary>
    private static ImmutableDictionary<string, object> Known(ImmutableDictionary<string, Serialized> inputs) => inputs
        .Where(input => input.Value is { IsKnown: true, Value: not null })
        .ToImmutableDictionary(input => input.Key, input => input.Value.Value!);
}
