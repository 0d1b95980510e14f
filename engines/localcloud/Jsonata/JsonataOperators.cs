namespace Nonolive.LocalCloud.Jsonata;

/// <summary>The binary operators on values.</summary>
internal static class JsonataOperators
{
    public static object? Apply(string op, object? left, object? right, int position) => op switch
    {
        "+" or "-" or "*" or "/" or "%" => Arithmetic(op, left, right, position),
        "&" => (left is Undefined ? "" : JsonataValues.Text(left)) + (right is Undefined ? "" : JsonataValues.Text(right)),
        // Both are false where a side is nothing (https://docs.jsonata.org/comparison-operators).
        "=" => left is not Undefined && right is not Undefined && JsonataValues.Equals(left, right),
        "!=" => left is not Undefined && right is not Undefined && !JsonataValues.Equals(left, right),
        "in" => left is not Undefined && right is not Undefined
            && (right is JsonataArray array ? array.Any(item => JsonataValues.Equals(left, item)) : JsonataValues.Equals(left, right)),
        "<" or "<=" or ">" or ">=" => Order(op, left, right, position),
        _ => throw new JsonataException($"the operator '{op}' is not understood", position),
    };

    public static int CompareForSort(object? left, object? right, int position) => (left, right) switch
    {
        (Undefined, Undefined) => 0,
        (Undefined, _) => 1,
        (_, Undefined) => -1,
        (double a, double b) => a.CompareTo(b),
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => throw new JsonataException($"{JsonataValues.NameOf(left)} and {JsonataValues.NameOf(right)} cannot be put in order", position),
    };

    private static object Arithmetic(string op, object? left, object? right, int position)
    {
        foreach (var side in new[] { left, right })
        {
            if (side is not Undefined and not double)
                throw new JsonataException($"'{op}' needs numbers; one side is {JsonataValues.NameOf(side)}", position);
        }
        if (left is not double a || right is not double b)
            return Undefined.Value;
        var result = op switch { "+" => a + b, "-" => a - b, "*" => a * b, "/" => a / b, _ => a % b };
        return double.IsFinite(result) ? result : throw new JsonataException("the result is not a finite number", position);
    }

    private static object Order(string op, object? left, object? right, int position)
    {
        foreach (var side in new[] { left, right })
        {
            if (side is not (Undefined or double or string))
                throw new JsonataException($"'{op}' compares numbers or strings; one side is {JsonataValues.NameOf(side)}", position);
        }
        if (left is Undefined || right is Undefined)
            return Undefined.Value;
        if (left!.GetType() != right!.GetType())
            throw new JsonataException($"'{op}' compares values of one type, not {JsonataValues.NameOf(left)} with {JsonataValues.NameOf(right)}", position);
        var order = CompareForSort(left, right, position);
        return op switch { "<" => order < 0, "<=" => order <= 0, ">" => order > 0, _ => order >= 0 };
    }
}
