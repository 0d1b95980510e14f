using System.Buffers.Binary;

namespace Nonolive.Replication.Types;

/// <summary>
/// Turns PostgreSQL's numeric into the unscaled integer that a Parquet DECIMAL holds. Digits beyond the scale are cut, as
/// the user guide's example of NUMERIC(28,6) shows; what has more digits than the precision, NaN and infinities have no
/// form and become NULL.
/// </summary>
internal static class DecimalValue
{
    private static readonly Int128[] Powers = [.. Enumerable.Range(0, 39).Select(Power)];

    /// <summary>Bytes of the shortest two's complement that holds every number of this many digits.</summary>
    public static int Width(int precision)
    {
        var width = 1;
        // 8 * width - 1 bits must hold 10^precision - 1.
        while (width < 16 && Powers[precision] - 1 > ((Int128)1 << (8 * width - 1)) - 1)
            width++;
        return width;
    }

    /// <summary>Reads the binary form: counts of base-10000 digits, weight, sign and display scale, then the digits.</summary>
    public static bool TryReadBinary(ReadOnlySpan<byte> value, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        var digits = BinaryPrimitives.ReadInt16BigEndian(value);
        int weight = BinaryPrimitives.ReadInt16BigEndian(value[2..]);
        var sign = BinaryPrimitives.ReadUInt16BigEndian(value[4..]);
        if (sign is not (0 or 0x4000))
            return false;
        if (digits == 0)
            return true;
        if (4 * weight > precision - scale)
            return false;
        // How many decimal places the last digit group stands behind the point.
        var places = 4 * (digits - 1 - weight);
        var groups = value.Slice(8, 2 * digits);
        // Groups wholly behind the scale are cut at once, so that the sum cannot overflow.
        while (places - 4 >= scale && groups.Length > 2)
        {
            groups = groups[..^2];
            places -= 4;
        }
        if (groups.Length <= 8)
        {
            long small = 0;
            for (var i = 0; i < groups.Length; i += 2)
                small = small * 10_000 + BinaryPrimitives.ReadInt16BigEndian(groups[i..]);
            unscaled = small;
        }
        else
        {
            // All groups but the last have at most as many digits as the precision; with the last they might overflow.
            if (groups.Length / 2 > 9)
            {
                for (var i = 0; i < groups.Length - 2; i += 2)
                {
                    if (unscaled >= Powers[34])
                        return false;
                    unscaled = unscaled * 10_000 + BinaryPrimitives.ReadInt16BigEndian(groups[i..]);
                }
                return Append(ref unscaled, BinaryPrimitives.ReadInt16BigEndian(groups[^2..]), places, precision, scale, sign != 0);
            }
            for (var i = 0; i < groups.Length; i += 2)
                unscaled = unscaled * 10_000 + BinaryPrimitives.ReadInt16BigEndian(groups[i..]);
        }
        if (places > scale)
            unscaled = places - scale > 38 ? 0 : unscaled / Powers[places - scale];
        else if (scale - places > 38 || !TryMultiply(ref unscaled, scale - places))
            return false;
        return Finish(ref unscaled, precision, sign != 0);
    }

    /// <summary>Reads the text form, also that of money with its sign, currency and commas.</summary>
    public static bool TryReadText(ReadOnlySpan<byte> text, int precision, int scale, out Int128 unscaled)
    {
        unscaled = 0;
        var (negative, seen, places, digits) = (false, -1, 0, 0);
        foreach (var c in text)
        {
            switch (c)
            {
                case (byte)'-' or (byte)'(':
                    negative = true;
                    break;
                case (byte)'.':
                    seen = 0;
                    break;
                case >= (byte)'0' and <= (byte)'9':
                    if (seen >= 0 && places == scale)
                        break;
                    if (digits > 0 || c != '0')
                        digits++;
                    if (digits > 38)
                        return false;
                    unscaled = unscaled * 10 + (c - '0');
                    if (seen >= 0)
                        places++;
                    break;
                case (byte)'$' or (byte)',' or (byte)'+' or (byte)')':
                    break;
                default:
                    return false;
            }
        }
        return TryMultiply(ref unscaled, scale - places) && Finish(ref unscaled, precision, negative);
    }

    /// <summary>Writes the big-endian two's complement in as many bytes as <paramref name="target"/> has.</summary>
    public static void Write(Int128 unscaled, Span<byte> target)
    {
        Span<byte> whole = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(whole, unscaled);
        whole[(16 - target.Length)..].CopyTo(target);
    }

    /// <summary>The text of an unscaled integer with all places of its scale, as <c>-12.3400</c>.</summary>
    public static string Show(Int128 unscaled, int scale)
    {
        var digits = Int128.Abs(unscaled).ToString().PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}";
        return unscaled < 0 ? "-" + text : text;
    }

    private static bool Append(ref Int128 head, int group, int places, int precision, int scale, bool negative)
    {
        // The group's digits behind the scale are cut before it is appended.
        var cut = Math.Max(0, places - scale);
        var kept = 4 - cut;
        if (!TryMultiply(ref head, kept))
            return false;
        head += group / (int)Powers[cut];
        return (places >= scale || TryMultiply(ref head, scale - places)) && Finish(ref head, precision, negative);
    }

    private static bool TryMultiply(ref Int128 value, int power)
    {
        if (power <= 0 || value == 0)
            return true;
        if (power > 38 || value > Int128.MaxValue / Powers[power])
            return false;
        value *= Powers[power];
        return true;
    }

    private static bool Finish(ref Int128 unscaled, int precision, bool negative)
    {
        if (unscaled >= Powers[precision])
            return false;
        if (negative)
            unscaled = -unscaled;
        return true;
    }

    private static Int128 Power(int exponent) => exponent == 0 ? 1 : 10 * Power(exponent - 1);
}
