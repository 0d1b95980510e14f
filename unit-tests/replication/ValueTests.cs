using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class ValueTests
{
    private static readonly Gen<(int Precision, int Scale)> Shapes =
        Gen.Int[1, 38].SelectMany(precision => Gen.Int[0, precision].Select(scale => (precision, scale)));

    [Test]
    public void Width_is_the_least_that_holds_the_precision() =>
        Assert.That(
            ((int[])[1, 2, 3, 4, 5, 9, 10, 15, 16, 18, 19, 28, 38]).Select(DecimalValue.Width),
            Is.EqualTo([1, 1, 2, 2, 3, 4, 5, 7, 7, 8, 9, 12, 16]));

    [Test]
    public void A_number_that_fits_is_read_alike_from_text_and_binary_form() =>
        Shapes.SelectMany(shape => Gen.Char['0', '9'].Array[1, shape.Precision].Select(Gen.Bool, (digits, negative) => (shape, digits: new string(digits), negative)))
            .Sample(sample =>
            {
                var ((precision, scale), digits, negative) = sample;
                var unscaled = Int128.Parse(digits) * (negative ? -1 : 1);
                var text = DecimalValue.Show(unscaled, scale);
                var read = DecimalValue.TryReadText(Encoding.ASCII.GetBytes(text), precision, scale, out var fromText)
                    && DecimalValue.TryReadBinary(Numeric(text), precision, scale, out var fromBinary) && fromBinary == unscaled;
                return read && fromText == unscaled;
            });

    [Test]
    public void Digits_behind_the_scale_are_cut_and_more_digits_than_the_precision_are_refused() =>
        Shapes.SelectMany(shape => Gen.Char['0', '9'].Array[1, 60].Select(Gen.Int[0, 40], (digits, places) => (shape, text: Plain(new string(digits), places))))
            .Sample(sample =>
            {
                var ((precision, scale), text) = sample;
                var fromText = DecimalValue.TryReadText(Encoding.ASCII.GetBytes(text), precision, scale, out var a) ? a : (Int128?)null;
                var fromBinary = DecimalValue.TryReadBinary(Numeric(text), precision, scale, out var b) ? b : (Int128?)null;
                var point = text.IndexOf('.', StringComparison.Ordinal);
                var (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
                var expected = System.Numerics.BigInteger.Parse(whole + fraction.PadRight(scale, '0')[..scale]);
                var wanted = expected < System.Numerics.BigInteger.Pow(10, precision) ? (Int128)expected : (Int128?)null;
                return fromText == wanted && fromBinary == wanted;
            });

    [TestCase("NaN")]
    [TestCase("Infinity")]
    [TestCase("-Infinity")]
    public void What_is_no_number_is_refused(string text) =>
        Assert.That(DecimalValue.TryReadText(Encoding.ASCII.GetBytes(text), 10, 2, out _), Is.False);

    [Test]
    public void A_moment_is_read_alike_from_text_and_binary_form_and_written_back() =>
        Gen.DateTime.Select(Gen.Int[0, 999_999], (time, micros) => new DateTime(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second).AddTicks(micros * 10L))
            .Sample(time =>
            {
                var micros = (time - DateTime.UnixEpoch).Ticks / 10;
                var full = time.ToString("yyyy-MM-dd HH:mm:ss.ffffff");
                var text = full.TrimEnd('0').TrimEnd('.') + "+00";
                Span<byte> binary = stackalloc byte[8];
                BinaryPrimitives.WriteInt64BigEndian(binary, micros - 946_684_800_000_000);
                Span<byte> written = stackalloc byte[TimeValue.FormattedLength];
                TimeValue.Format(micros, written);
                return TimeValue.TextTimestamp(Encoding.ASCII.GetBytes(text)) == micros && TimeValue.BinaryTimestamp(binary) == micros
                    && TimeValue.TextDate(Encoding.ASCII.GetBytes(full[..10])) == (time.Date - DateTime.UnixEpoch).Days
                    && Encoding.ASCII.GetString(written) == full;
            });

    [TestCase("0001-01-01 BC", -719_528)]
    [TestCase("4713-01-01 BC", -2_440_550)]
    [TestCase("-infinity", -2_440_550)]
    [TestCase("infinity", 2_932_896)]
    [TestCase("12000-01-01", 3_663_382)]
    public void A_date_beyond_four_digits_is_read(string text, int days) => Assert.That(TimeValue.TextDate(Encoding.ASCII.GetBytes(text)), Is.EqualTo(days));

    [TestCase("00:00:00", 0)]
    [TestCase("24:00:00", 86_400_000_000)]
    [TestCase("01:30:00+07", 66_600_000_000)]
    [TestCase("22:00:00-05:30", 12_600_000_000)]
    [TestCase("00:00:01.5", 1_500_000)]
    public void A_time_is_read(string text, long micros) => Assert.That(TimeValue.TextTime(Encoding.ASCII.GetBytes(text)), Is.EqualTo(micros));

    // PostgreSQL's numeric_send of a decimal text.
    private static byte[] Numeric(string text)
    {
        var negative = text[0] == '-';
        text = text.TrimStart('-');
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var (whole, fraction) = point < 0 ? (text, "") : (text[..point], text[(point + 1)..]);
        var scale = fraction.Length;
        whole = whole.PadLeft((whole.Length + 3) / 4 * 4, '0');
        fraction = fraction.PadRight((fraction.Length + 3) / 4 * 4, '0');
        var groups = (whole + fraction).Chunk(4).Select(chunk => short.Parse(chunk)).ToList();
        var weight = whole.Length / 4 - 1;
        while (groups.Count > 0 && groups[0] == 0)
        {
            groups.RemoveAt(0);
            weight--;
        }
        while (groups.Count > 0 && groups[^1] == 0)
            groups.RemoveAt(groups.Count - 1);
        if (groups.Count == 0)
            weight = 0;
        var bytes = new byte[8 + 2 * groups.Count];
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)groups.Count);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2), (short)weight);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), negative && groups.Count > 0 ? (ushort)0x4000 : (ushort)0);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(6), (short)scale);
        for (var i = 0; i < groups.Count; i++)
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(8 + 2 * i), groups[i]);
        return bytes;
    }

    private static string Plain(string digits, int places)
    {
        digits = digits.PadLeft(places + 1, '0');
        return places == 0 ? digits : digits[..^places] + "." + digits[^places..];
    }
}
