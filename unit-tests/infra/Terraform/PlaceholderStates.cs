using System.Collections.Immutable;
using System.Reflection;
using Nonolive.Infra.Preview;
using Pulumi;

namespace Nonolive.Infra.Tests.Terraform;

/// <summary>
/// Answers every text that a resource gives out with <c>${TYPE|NAME|PROPERTY}</c>, so that references can be told from values;
/// of the types that are left out, <paramref name="otherwise"/> says what AWS would have answered.
/// </summary>
internal sealed class PlaceholderStates(IReadOnlySet<string> leftOut, IStateSource otherwise) : IStateSource
{
    private static readonly ILookup<string, string> Texts = typeof(Pulumi.Aws.Provider).Assembly.GetTypes()
        .Select(type => (Type: type, Token: type.GetCustomAttribute<ResourceTypeAttribute>(inherit: false)?.Type))
        .Where(found => found.Token is not null)
        .SelectMany(found => found.Type.GetProperties()
            .Where(property => property.PropertyType == typeof(Output<string>))
            .Select(property => (found.Token, Name: property.GetCustomAttribute<OutputAttribute>()?.Name)))
        .Where(found => found.Name is not null)
        .ToLookup(found => found.Token!, found => found.Name!);

    public (string Id, ImmutableDictionary<string, object> State) Created(string type, string name, ImmutableDictionary<string, object> inputs)
    {
        if (type.StartsWith("pulumi:", StringComparison.Ordinal))
            return (name, inputs);
        if (leftOut.Contains(type))
            return otherwise.Created(type, name, inputs);
        var state = inputs;
        foreach (var text in Texts[type])
            state = state.SetItem(text, $"${{{type}|{name}|{text}}}");
        return ($"${{{type}|{name}|id}}", state);
    }
}
