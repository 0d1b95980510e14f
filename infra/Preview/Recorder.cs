using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;

namespace Nonolive.Infra.Preview;

/// <summary>
/// Stands in for the engine: notes every registration and answers with what AWS would, as far as other resources need it.
/// Options do not reach mocks, so a transformation on the stack notes them before.
/// </summary>
internal sealed class Recorder(IStateSource states, IReadOnlyList<string> secrets) : IMocks
{
    private const string Hidden = "(secret)";

    private readonly Lock _lock = new();
    private readonly List<RegisteredResource> _resources = [];
    private readonly Dictionary<string, Noted> _noted = [];

    public IReadOnlyList<RegisteredResource> Resources
    {
        get
        {
            lock (_lock)
            {
                return [.. _resources.Select(WithOptions).OrderBy(r => r.Type, StringComparer.Ordinal).ThenBy(r => r.Name, StringComparer.Ordinal)];
            }
        }
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        lock (_lock)
        {
            _resources.Add(new RegisteredResource(args.Type!, args.Name!, "", (JsonObject)ToJson(args.Inputs)!));
        }
        var (id, state) = states.Created(args.Type!, args.Name!, args.Inputs);
        return Task.FromResult<(string?, object)>((id, state));
    }

    public Task<object> CallAsync(MockCallArgs args) =>
        throw new NotSupportedException($"The program asks AWS ({args.Token}); its settings must say what it needs.");

    public ResourceTransformationResult? Note(ResourceTransformationArgs args)
    {
        var resource = args.Resource;
        var options = args.Options;
        var noted = new Noted(
            options.Parent is null or Stack ? "" : options.Parent.GetResourceName(),
            options.Protect ?? false, options.RetainOnDelete ?? false, [.. options.IgnoreChanges], options.DependsOn);
        lock (_lock)
        {
            _noted[$"{resource.GetResourceType()} {resource.GetResourceName()}"] = noted;
        }
        return null;
    }

    /// <summary>Resolves what options referred to; called once the program has ended.</summary>
    public async Task SettleAsync()
    {
        foreach (var noted in _noted.Values.ToList())
        {
            var dependencies = await Pulumi.Utilities.OutputUtilities.GetValueAsync(noted.Pending.ToOutput());
            noted.DependsOn.AddRange(dependencies.Select(resource => resource.GetResourceName()).Order(StringComparer.Ordinal));
        }
    }

    private RegisteredResource WithOptions(RegisteredResource resource) => _noted.TryGetValue(resource.Key, out var noted)
        ? resource with
        {
            Parent = noted.Parent,
            Protect = noted.Protect,
            RetainOnDelete = noted.Retain,
            IgnoreChanges = noted.IgnoreChanges,
            DependsOn = noted.DependsOn,
        }
        : resource;

    private JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(secrets.Aggregate(text, (shown, secret) => shown.Replace(secret, Hidden, StringComparison.Ordinal))),
        bool flag => JsonValue.Create(flag),
        double number when number == Math.Truncate(number) && Math.Abs(number) < 1e15 => JsonValue.Create((long)number),
        double number => JsonValue.Create(number),
        ImmutableDictionary<string, object> map => new JsonObject(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, ToJson(pair.Value)))),
        ImmutableArray<object> list => new JsonArray([.. list.Select(ToJson)]),
        _ => JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"({value.GetType().Name})")),
    };

    private sealed record Noted(string Parent, bool Protect, bool Retain, IReadOnlyList<string> IgnoreChanges, InputList<Resource> Pending)
    {
        public List<string> DependsOn { get; } = [];
    }
}

/// <summary>What a created resource's id and outputs are.</summary>
internal interface IStateSource
{
    (string Id, ImmutableDictionary<string, object> State) Created(string type, string name, ImmutableDictionary<string, object> inputs);
}
