using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>A parsed expression; safe to evaluate many times and concurrently.</summary>
internal sealed class JsonataExpression
{
    private JsonataExpression(string text, JsonataNode root)
    {
        Text = text;
        Root = root;
    }

    public string Text { get; }

    public JsonataNode Root { get; }

    /// <exception cref="JsonataException">The text is not an expression of the subset.</exception>
    public static JsonataExpression Parse(string text) => new(text, JsonataParser.Parse(text));

    /// <summary>Computes the expression; <see cref="Undefined"/> where it yields nothing.</summary>
    /// <exception cref="JsonataException">A type does not fit, or a function fails.</exception>
    public object? Evaluate(IReadOnlyDictionary<string, object?> variables, TimeProvider clock, object? input)
    {
        var frame = new JsonataFrame(new BuiltinFrame(clock).Frame);
        foreach (var (name, value) in variables)
            frame.Bind(name, value);
        return new JsonataEvaluator().Evaluate(Root, input, frame);
    }

    /// <summary>As <see cref="Evaluate(IReadOnlyDictionary{string, object?}, TimeProvider, object?)"/> over JSON input; null where it yields nothing.</summary>
    public JsonNode? EvaluateJson(JsonNode? input, TimeProvider? clock = null)
    {
        var result = Evaluate(new Dictionary<string, object?>(), clock ?? TimeProvider.System, JsonataValues.FromJson(input));
        return result is Undefined ? null : JsonataValues.ToJson(result);
    }
}

/// <summary>The built-in functions as variables; the time stands still during one evaluation, as the language says.</summary>
internal sealed class BuiltinFrame
{
    public BuiltinFrame(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        foreach (var function in JsonataBuiltins.All)
            Frame.Bind(function.Name, function);
        foreach (var function in JsonataTime.Clocked(now))
            Frame.Bind(function.Name, function);
    }

    public JsonataFrame Frame { get; } = new(null);
}
