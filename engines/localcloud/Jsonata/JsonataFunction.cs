namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Something that can be called.</summary>
internal interface IJsonataFunction
{
    /// <summary>How many arguments a higher-order function passes to it.</summary>
    int Arity { get; }

    object? Call(IReadOnlyList<object?> arguments, object? context, int position);
}

/// <summary>A built-in function.</summary>
/// <param name="Name">Its name without the dollar sign.</param>
/// <param name="Least">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="UsesContext">Whether the context stands in for a missing first argument.</param>
/// <param name="Body">What it does, with <see cref="Most"/> arguments, missing ones undefined.</param>
internal sealed record Builtin(string Name, int Least, int Most, bool UsesContext, Func<BuiltinCall, object?> Body) : IJsonataFunction
{
    public int Arity => Math.Max(Least, 1);

    public object? Call(IReadOnlyList<object?> arguments, object? context, int position)
    {
        if (UsesContext && arguments.Count == Math.Max(Least, 1) - 1)
            arguments = [context, .. arguments];
        CheckCount(arguments.Count, position);
        return Body(new BuiltinCall(this, [.. arguments, .. Enumerable.Repeat<object?>(Undefined.Value, Most - arguments.Count)], position));
    }

    public void CheckCount(int count, int position)
    {
        var least = UsesContext ? Math.Max(Least, 1) - 1 : Least;
        if (count < least || count > Most)
            throw new JsonataException($"${Name} takes {(least == Most ? $"{Most}" : $"{least} to {Most}")} arguments, not {count}", position);
    }
}

/// <summary>The arguments of one call of a built-in, read with their types.</summary>
internal sealed record BuiltinCall(Builtin Function, IReadOnlyList<object?> Arguments, int Position)
{
    public object? this[int index] => Arguments[index];

    public bool Has(int index) => Arguments[index] is not Undefined;

    public string Text(int index) => Arguments[index] as string ?? throw Wrong(index, "a string");

    public double Number(int index) => Arguments[index] is double number ? number : throw Wrong(index, "a number");

    public double Number(int index, double otherwise) => Has(index) ? Number(index) : otherwise;

    public IJsonataFunction Callback(int index) => Arguments[index] as IJsonataFunction ?? throw Wrong(index, "a function");

    public JsonataObject Map(int index) => Arguments[index] as JsonataObject ?? throw Wrong(index, "an object");

    /// <summary>An array; a single value counts as an array of one.</summary>
    public JsonataArray List(int index) => Arguments[index] switch
    {
        JsonataArray array => array,
        Undefined => [],
        var single => [single],
    };

    public IEnumerable<double> Numbers(int index) => List(index).Select(item => item is double number ? number : throw Wrong(index, "an array of numbers"));

    public JsonataException Wrong(int index, string expected) =>
        new($"argument {index + 1} of ${Function.Name} must be {expected} and is {JsonataValues.NameOf(Arguments[index])}", Position);

    public object? Invoke(IJsonataFunction function, params object?[] arguments) =>
        function.Call([.. arguments.Take(Math.Max(function.Arity, 1))], Undefined.Value, Position);
}
