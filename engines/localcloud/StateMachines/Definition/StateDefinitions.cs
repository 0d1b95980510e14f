using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>A whole state machine, read and checked.</summary>
internal sealed record StateMachineDefinition(StateFlow Flow, Template? TimeoutSeconds, string? Comment);

/// <summary>States that lead to one another: the machine's own, a branch's or a Map's.</summary>
internal sealed record StateFlow(string StartAt, IReadOnlyDictionary<string, StateDefinition> States);

/// <summary>What every state has.</summary>
internal abstract record StateDefinition(string Name, string Type)
{
    /// <summary>The next state; null ends the flow.</summary>
    public string? Next { get; init; }

    public Template? Output { get; init; }

    public IReadOnlyList<Assignment> Assign { get; init; } = [];

    public IReadOnlyList<Retrier> Retry { get; init; } = [];

    public IReadOnlyList<Catcher> Catch { get; init; } = [];
}

internal sealed record TaskState(string Name, string Resource, Template? Arguments, Template? TimeoutSeconds) : StateDefinition(Name, "Task");

internal sealed record PassState(string Name) : StateDefinition(Name, "Pass");

internal sealed record ChoiceState(string Name, IReadOnlyList<ChoiceRule> Choices, string? Default) : StateDefinition(Name, "Choice");

internal sealed record ChoiceRule(Template Condition, string Next, Template? Output, IReadOnlyList<Assignment> Assign);

internal sealed record WaitState(string Name, Template? Seconds, Template? Timestamp) : StateDefinition(Name, "Wait");

internal sealed record SucceedState(string Name) : StateDefinition(Name, "Succeed");

internal sealed record FailState(string Name, Template? Error, Template? Cause) : StateDefinition(Name, "Fail");

internal sealed record ParallelState(string Name, IReadOnlyList<StateFlow> Branches, Template? Arguments) : StateDefinition(Name, "Parallel");

internal sealed record MapState(string Name, Template? Items, Template? ItemSelector, StateFlow Processor, Template? MaxConcurrency)
    : StateDefinition(Name, "Map");

internal sealed record Assignment(string Variable, Template Value);

/// <summary>One entry of a Retry field; the defaults are those of https://states-language.net/#errors.</summary>
internal sealed record Retrier(IReadOnlyList<string> ErrorEquals)
{
    public double IntervalSeconds { get; init; } = 1;

    public int MaxAttempts { get; init; } = 3;

    public double BackoffRate { get; init; } = 2;

    public double? MaxDelaySeconds { get; init; }

    /// <summary>Whether a wait is a random part of what the back-off gives.</summary>
    public bool FullJitter { get; init; }
}

internal sealed record Catcher(IReadOnlyList<string> ErrorEquals, string Next, Template? Output, IReadOnlyList<Assignment> Assign);

/// <summary>A JSON value whose strings of the form <c>{% ... %}</c> are expressions.</summary>
internal sealed class Template
{
    private readonly JsonNode? _literal;
    private readonly JsonataExpression? _expression;
    private readonly IReadOnlyList<(string Name, Template Value)>? _fields;
    private readonly IReadOnlyList<Template>? _items;

    private Template(JsonNode? literal) => _literal = literal;

    private Template(JsonataExpression expression) => _expression = expression;

    private Template(IReadOnlyList<(string Name, Template Value)> fields) => _fields = fields;

    private Template(IReadOnlyList<Template> items) => _items = items;

    /// <summary>The names of the fields, where the value is written as an object; null otherwise.</summary>
    public IEnumerable<string>? FieldNames => _fields?.Select(pair => pair.Name);

    /// <summary>The value, where it is written without an expression anywhere.</summary>
    public bool TryConstant(out JsonNode? value)
    {
        value = null;
        if (Expressions().Any())
            return false;
        value = JsonataValues.ToJson(Evaluate(new Dictionary<string, object?>(), TimeProvider.System));
        return true;
    }

    public Template? Field(string name) => _fields?.FirstOrDefault(field => field.Name == name).Value;

    public static Template Read(JsonNode? node, string path, Action<string, string> fault) => node switch
    {
        JsonObject map => new Template(map.Select(field => (field.Key, Read(field.Value, $"{path}.{field.Key}", fault))).ToList()),
        JsonArray array => new Template(array.Select((item, i) => Read(item, $"{path}[{i}]", fault)).ToList()),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith("{%", StringComparison.Ordinal) => OfText(text, path, fault),
        _ => new Template(node?.DeepClone()),
    };

    /// <summary>Every expression inside.</summary>
    public IEnumerable<JsonataExpression> Expressions() =>
        (_expression is null ? [] : new[] { _expression })
            .Concat(_fields?.SelectMany(field => field.Value.Expressions()) ?? [])
            .Concat(_items?.SelectMany(item => item.Expressions()) ?? []);

    /// <summary>The value with all expressions computed.</summary>
    /// <exception cref="JsonataException">An expression fails or yields nothing, which JSON cannot hold.</exception>
    public object? Evaluate(IReadOnlyDictionary<string, object?> variables, TimeProvider clock)
    {
        if (_expression is not null)
        {
            var result = _expression.Evaluate(variables, clock, Undefined.Value);
            return result switch
            {
                Undefined => throw new JsonataException($"'{_expression.Text}' yields nothing; a field must have a value", 0),
                IJsonataFunction => throw new JsonataException($"'{_expression.Text}' yields a function, not a value", 0),
                _ => result,
            };
        }
        if (_items is not null)
            return new JsonataArray(_items.Select(item => item.Evaluate(variables, clock)));
        if (_fields is null)
            return JsonataValues.FromJson(_literal);
        var map = new JsonataObject();
        foreach (var (name, value) in _fields)
            map[name] = value.Evaluate(variables, clock);
        return map;
    }

    private static Template OfText(string text, string path, Action<string, string> fault)
    {
        if (!text.EndsWith("%}", StringComparison.Ordinal) || text.Length < 4)
        {
            fault(path, "starts with {% and does not end with %}");
            return new Template((JsonNode?)null);
        }
        try
        {
            return new Template(JsonataExpression.Parse(text[2..^2].Trim()));
        }
        catch (JsonataException e)
        {
            fault(path, $"in the expression '{text[2..^2].Trim()}': {e.Message}");
            return new Template((JsonNode?)null);
        }
    }
}
