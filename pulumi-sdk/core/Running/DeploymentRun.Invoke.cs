using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi.Running;

internal sealed partial class DeploymentRun
{
    public async Task<OutputData<T>> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options)
    {
        ImmutableHashSet<Resource> resources = [];
        if (options is InvokeOutputOptions outputOptions)
        {
            await WaitForAsync(outputOptions.DependsOn);
            resources = [.. (await outputOptions.DependsOn.ToOutput().Data).Value];
            // What a function would find is not known before the resources are there that it is to wait for.
            foreach (var dependency in resources.OfType<CustomResource>())
            {
                if (!(await dependency.Id.Data).IsKnown)
                    return Unknown<T>([], token);
            }
        }

        var serialized = await Serializer.SerializeAllAsync(args, token);
        resources = serialized.Values.Aggregate(resources, (all, input) => OutputData.Union(all, input.Resources));
        if (serialized.Values.Any(input => !input.IsKnown))
            return Unknown<T>(resources, token);

        var provider = options?.Provider is { } reference ? await reference.ReferenceAsync() : "";
        var result = await mocks.CallAsync(new MockCallArgs { Token = token, Args = Known(serialized), Provider = provider });
        var state = await StateReader.ReadAsync(result, token);
        if (state.Values.Any(value => !value.IsKnown))
            return Unknown<T>(resources, token);
        var converted = _converter.Convert(Known(state), typeof(T), token);
        return new OutputData<T>(resources, (T)converted!, true, state.Values.Any(item => item.IsSecret));
    }

    private OutputData<T> Unknown<T>(ImmutableHashSet<Resource> resources, string token) =>
        new(resources, (T)_converter.Convert(ImmutableDictionary<string, object>.Empty, typeof(T), token)!, false, false);
}
