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
        }

        var serialized = await Serializer.SerializeAllAsync(args, token);
        resources = serialized.Values.Aggregate(resources, (all, input) => OutputData.Union(all, input.Resources));
        var isSecret = serialized.Values.Any(input => input.IsSecret);
        if (serialized.Values.Any(input => !input.IsKnown))
            return new OutputData<T>(resources, (T)Converter.Default(typeof(T))!, false, isSecret);

        var provider = options?.Provider is { } reference ? await reference.ReferenceAsync() : "";
        var result = await mocks.CallAsync(new MockCallArgs { Token = token, Args = Known(serialized), Provider = provider });
        var state = await StateReader.ReadAsync(result, token);
        var isKnown = state.Values.All(value => value.IsKnown);
        var value = isKnown ? Converter.Convert(Known(state), typeof(T), LogWarning, token) : Converter.Default(typeof(T));
        return new OutputData<T>(resources, (T)value!, isKnown, isSecret || state.Values.Any(item => item.IsSecret));
    }
}
