using System.Globalization;
using System.Numerics;

namespace Nonolive.Hive.Semantics;

/// <summary>
/// The decimal digits that Java before 19 gives a binary fraction (JDK-4511638: they are not always the shortest). The rule is
/// Steele and White's with Java's own stopping conditions: at least two digits where the text has an exponent, no shortest
/// digits for whole numbers beyond the precision, a closed upper bound in the big-number branch only, and overflows in the others.
/// </summary>
internal static class JavaDigits
{
    private const int ExponentShift = 52;

    /// <summary>The digits without trailing zeros, and the exponent e so that the value is 0.digits × 10^e.</summary>
    internal static (string Digits, int Exponent) Of(int binaryExponent, long fraction, int significantBits)
    {
        var tail = BitOperations.TrailingZeroCount(fraction);
        var fractionBits = ExponentShift + 1 - tail;
        var tiny = Math.Max(0, fractionBits - binaryExponent - 1);
        if (tiny == 0 && binaryExponent is <= 62 and >= -21)
            return OfWholeNumber(binaryExponent, fraction, significantBits);

        var decimalExponent = Estimate(fraction, binaryExponent);
        var b5 = Math.Max(0, -decimalExponent);
        var b2 = b5 + tiny + binaryExponent;
        var s5 = Math.Max(0, decimalExponent);
        var s2 = s5 + tiny;
        var m2 = b2 - significantBits;
        fraction = (long)((ulong)fraction >> tail);
        b2 -= fractionBits - 1;
        var common = Math.Min(b2, s2);
        b2 -= common;
        s2 -= common;
        m2 -= common;
        if (fractionBits == 1)
            m2--;
        if (m2 < 0)
        {
            b2 -= m2;
            s2 -= m2;
            m2 = 0;
        }
        var bits = Math.Max(fractionBits + b2 + BitsOfPower5(b5), s2 + 1 + BitsOfPower5(s5 + 1));
        var b = fraction * BigInteger.Pow(5, b5) << b2;
        var s = BigInteger.Pow(5, s5) << s2;
        var m = BigInteger.Pow(5, b5) << m2;
        return bits < 64
            ? DevelopWrapping((long)b, (long)s, (long)(m & ulong.MaxValue), decimalExponent, narrow: bits < 32)
            : Develop(b, s, m, decimalExponent);
    }

    private static (string Digits, int Exponent) Develop(BigInteger b, BigInteger s, BigInteger m, int exponent)
    {
        var tens = s * 10;
        var digits = new List<int>(20);
        int q;
        bool low, high;

        void Step()
        {
            q = (int)BigInteger.DivRem(b, s, out var rest);
            b = rest * 10;
            m *= 10;
            low = b < m;
            high = b + m >= tens;
        }

        Step();
        if (q == 0 && !high)
            exponent--;
        else
            digits.Add(q);
        if (exponent is < -3 or >= 8)
            high = low = false;
        while (!low && !high)
        {
            Step();
            digits.Add(q);
        }
        return Finish(digits, exponent, high, low ? (b * 2).CompareTo(tens) : 1);
    }

    // Java's int and long branches overflow now and then, and what they then print is what Hive prints.
    private static (string Digits, int Exponent) DevelopWrapping(long b, long s, long m, int exponent, bool narrow)
    {
        unchecked
        {
            long Wrap(long value) => narrow ? (int)value : value;

            m = Wrap(m);
            var tens = Wrap(s * 10);
            var digits = new List<int>(20);
            var q = b / s;
            b = Wrap(10 * (b % s));
            m = Wrap(m * 10);
            var low = b < m;
            var high = Wrap(b + m) > tens;
            if (q == 0 && !high)
                exponent--;
            else
                digits.Add((int)q);
            if (exponent is < -3 or >= 8)
                high = low = false;
            while (!low && !high)
            {
                q = b / s;
                b = Wrap(10 * (b % s));
                m = Wrap(m * 10);
                low = m <= 0 || b < m;
                high = m <= 0 || Wrap(b + m) > tens;
                digits.Add((int)q);
            }
            return Finish(digits, exponent, high, low ? Math.Sign(Wrap(Wrap(b << 1) - tens)) : 1);
        }
    }

    private static (string Digits, int Exponent) Finish(List<int> digits, int exponent, bool high, int difference)
    {
        if (high && (difference > 0 || (difference == 0 && digits[^1] % 2 != 0)))
            exponent += RoundUp(digits);
        return (Trim(string.Concat(digits.Select(d => (char)('0' + d)))), exponent + 1);
    }

    private static (string Digits, int Exponent) OfWholeNumber(int binaryExponent, long fraction, int significantBits)
    {
        var value = binaryExponent >= ExponentShift ? fraction << (binaryExponent - ExponentShift) : fraction >> (ExponentShift - binaryExponent);
        var beyond = binaryExponent - significantBits - 1;
        var exponent = 0;
        if (binaryExponent > significantBits && beyond >= 4)
        {
            exponent = (int)(beyond * 0.30102999566398120);
            var unit = (long)BigInteger.Pow(10, exponent);
            var rest = value % unit;
            value = value / unit + (rest >= unit >> 1 ? 1 : 0);
        }
        var digits = value.ToString(CultureInfo.InvariantCulture);
        return (Trim(digits), digits.Length + exponent);
    }

    private static string Trim(string digits)
    {
        var trimmed = digits.TrimEnd('0');
        return trimmed.Length == 0 ? "0" : trimmed;
    }

    // 1 where the carry adds a digit in front.
    private static int RoundUp(List<int> digits)
    {
        var i = digits.Count - 1;
        while (i >= 0 && digits[i] == 9)
            digits[i--] = 0;
        if (i >= 0)
        {
            digits[i]++;
            return 0;
        }
        digits[0] = 1;
        return 1;
    }

    private static int Estimate(long fraction, int binaryExponent)
    {
        var mantissa = BitConverter.Int64BitsToDouble((1023L << ExponentShift) | (fraction & ((1L << ExponentShift) - 1)));
        return (int)Math.Floor((mantissa - 1.5) * 0.289529654 + 0.176091259 + binaryExponent * 0.301029995663981);
    }

    private static int BitsOfPower5(int power) => power < 27 ? (int)BigInteger.Pow(5, power).GetBitLength() : power * 3;
}
