using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>conv: between number bases through 64 bits, unsigned unless the target base is negative (UDFConv.java).</summary>
internal static class Conv
{
    internal static string? Convert(string number, int fromBase, int toBase)
    {
        if (fromBase is < 2 or > 36 || Math.Abs(toBase) is < 2 or > 36)
            return null;
        if (number.Length == 0)
            return "0";
        var negative = number[0] == '-';
        var value = Value(negative ? number.AsSpan(1) : number, (ulong)fromBase);
        if (negative && toBase > 0)
            value = (long)value < 0 ? ulong.MaxValue : (ulong)-(long)value;
        if (toBase < 0 && (long)value < 0)
        {
            value = (ulong)-(long)value;
            negative = true;
        }
        var radix = (ulong)Math.Abs(toBase);
        var digits = new StringBuilder();
        do
        {
            digits.Insert(0, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(int)(value % radix)]);
            value /= radix;
        }
        while (value != 0);
        return negative && toBase < 0 ? "-" + digits : digits.ToString();
    }

    // What follows the first character that is no digit does not count; overflow is all ones, as in MySQL.
    private static ulong Value(ReadOnlySpan<char> digits, ulong radix)
    {
        ulong value = 0;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? (ulong)(c - '0') : char.IsAsciiLetter(c) ? (ulong)((c | 0x20) - 'a' + 10) : ulong.MaxValue;
            if (digit >= radix)
                break;
            if (value > (ulong.MaxValue - digit) / radix)
                return ulong.MaxValue;
            value = value * radix + digit;
        }
        return value;
    }
}
