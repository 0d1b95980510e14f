namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Functions that take a function (https://docs.jsonata.org/higher-order-functions).</summary>
internal static class JsonataHigherOrder
{
    public static readonly Builtin[] All =
    [
        new("map", 2, 2, false, call => call[0] is Undefined ? call[0] : JsonataArray.Sequence(
            Indexed(call).Select(item => call.Invoke(call.Callback(1), item.Value, item.Index, call[0])).Where(value => value is not Undefined).ToList())),
        new("filter", 2, 2, false, call => call[0] is Undefined ? call[0] : JsonataArray.Sequence(
            Indexed(call).Where(item => JsonataValues.Truth(call.Invoke(call.Callback(1), item.Value, item.Index, call[0]))).Select(item => item.Value).ToList())),
        new("single", 1, 2, false, Single),
        new("reduce", 2, 3, false, Reduce),
        new("each", 2, 2, true, call => JsonataArray.Sequence(
            call.Map(0).Select(pair => call.Invoke(call.Callback(1), pair.Value, pair.Key, call[0])).Where(value => value is not Undefined).ToList())),
        new("sift", 2, 2, true, Sift),
        new("sort", 1, 2, false, Sort),
    ];

    private static IEnumerable<(object? Value, object? Index)> Indexed(BuiltinCall call) =>
        call.List(0).Select((item, i) => (item, (object?)(double)i));

    private static object? Single(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var found = Indexed(call).Where(item => !call.Has(1) || JsonataValues.Truth(call.Invoke(call.Callback(1), item.Value, item.Index, call[0]))).ToList();
        return found.Count == 1
            ? found[0].Value
            : throw new JsonataException($"$single expects one match and found {found.Count}", call.Position);
    }

    private static object? Reduce(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var callback = call.Callback(1);
        if (callback.Arity < 2)
            throw call.Wrong(1, "a function of at least two parameters");
        var items = call.List(0);
        var start = call.Has(2) ? 0 : 1;
        var result = call.Has(2) ? call[2] : items.Count > 0 ? items[0] : Undefined.Value;
        for (var i = start; i < items.Count; i++)
            result = call.Invoke(callback, result, items[i], (double)i, items);
        return result;
    }

    private static object Sift(BuiltinCall call)
    {
        var result = new JsonataObject();
        foreach (var (name, value) in call.Map(0))
        {
            if (JsonataValues.Truth(call.Invoke(call.Callback(1), value, name, call[0])))
                result[name] = value;
        }
        return result.Count == 0 ? Undefined.Value : result;
    }

    // The comparison says whether its first argument comes after its second.
    private static object? Sort(BuiltinCall call)
    {
        if (call[0] is Undefined)
            return call[0];
        var items = call.List(0);
        Comparison<object?> order = call.Has(1)
            ? (a, b) => JsonataValues.Truth(call.Invoke(call.Callback(1), a, b)) ? 1 : JsonataValues.Truth(call.Invoke(call.Callback(1), b, a)) ? -1 : 0
            : (a, b) => JsonataOperators.CompareForSort(a, b, call.Position);
        return new JsonataArray(items.Order(Comparer<object?>.Create(order)));
    }
}
