using System.Globalization;

namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Numeric functions and aggregates (https://docs.jsonata.org/numeric-functions).</summary>
internal static class JsonataNumbers
{
    public static readonly Builtin[] All =
    [
        new("number", 1, 1, true, ToNumber),
        new("abs", 1, 1, true, call => call[0] is Undefined ? call[0] : Math.Abs(call.Number(0))),
        new("floor", 1, 1, true, call => call[0] is Undefined ? call[0] : Math.Floor(call.Number(0))),
        new("ceil", 1, 1, true, call => call[0] is Undefined ? call[0] : Math.Ceiling(call.Number(0))),
        new("round", 1, 2, true, call => call[0] is Undefined ? call[0] : Round(call.Number(0), (int)call.Number(1, 0))),
        new("power", 2, 2, true, call => call[0] is Undefined ? call[0] : Finite(Math.Pow(call.Number(0), call.Number(1)), call)),
        new("sqrt", 1, 1, true, call => call[0] is Undefined ? call[0] : Finite(Math.Sqrt(call.Number(0)), call)),
        new("formatBase", 1, 2, true, call => call[0] is Undefined ? call[0] : InBase(call)),
        new("sum", 1, 1, false, call => call[0] is Undefined ? call[0] : call.Numbers(0).Sum()),
        new("max", 1, 1, false, call => call.Numbers(0).Any() ? call.Numbers(0).Max() : Undefined.Value),
        new("min", 1, 1, false, call => call.Numbers(0).Any() ? call.Numbers(0).Min() : Undefined.Value),
        new("average", 1, 1, false, call => call.Numbers(0).Any() ? call.Numbers(0).Average() : Undefined.Value),
        new("boolean", 1, 1, true, call => call[0] is Undefined ? call[0] : JsonataValues.Truth(call[0])),
        new("not", 1, 1, true, call => call[0] is Undefined ? call[0] : !JsonataValues.Truth(call[0])),
        new("exists", 1, 1, false, call => call[0] is not Undefined),
    ];

    private static object? ToNumber(BuiltinCall call) => call[0] switch
    {
        Undefined or double => call[0],
        bool b => b ? 1d : 0d,
        string s when double.TryParse(s, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) && s[0] != '+' => number,
        string s => throw new JsonataException($"'{s}' is not a number", call.Position),
        _ => throw call.Wrong(0, "a number, a string or a boolean"),
    };

    // Half to even, as the language says; decimal arithmetic so that 4.525 is what it looks like.
    private static double Round(double number, int digits)
    {
        if (Math.Abs(number) > 1e15)
            return number;
        var exact = (decimal)number;
        if (digits >= 0)
            return (double)Math.Round(exact, Math.Min(digits, 28), MidpointRounding.ToEven);
        var unit = (decimal)Math.Pow(10, -digits);
        return (double)(Math.Round(exact / unit, MidpointRounding.ToEven) * unit);
    }

    private static double Finite(double number, BuiltinCall call) =>
        double.IsFinite(number) ? number : throw new JsonataException($"${call.Function.Name} has no finite result here", call.Position);

    private static string InBase(BuiltinCall call)
    {
        var radix = (int)call.Number(1, 10);
        if (radix is < 2 or > 36)
            throw call.Wrong(1, "a base from 2 to 36");
        var value = (long)Round(call.Number(0), 0);
        var digits = new Stack<char>();
        for (var rest = Math.Abs(value); rest > 0 || digits.Count == 0; rest /= radix)
            digits.Push("0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
        return (value < 0 ? "-" : "") + string.Concat(digits);
    }
}
