using System.Globalization;
using System.Text;

namespace Nonolive.Replication.Changes;

/// <summary>
/// Numbers changes as <c>$AR_H_CHANGE_SEQ</c> does: 16 digits of the commit's time to the hundredth of a second, which never
/// go back, then 19 digits that grow.
/// </summary>
/// <remarks>
/// The growing part comes from the position of the change in the source's log, so that a change which is delivered again
/// gets the number that it had. It orders the changes of a row rightly also where the time parts are equal: of two
/// transactions that change one row, the second writes its change after the first has committed.
/// </remarks>
internal sealed class ChangeSequence(long lastTime)
{
    // One record of the log holds many rows (COPY), which are told apart by these digits; a page holds fewer rows than that.
    private const ulong RowsPerRecord = 10_000;

    private readonly byte[] _text = new byte[35];
    private ulong _lsn;
    private ulong _row;

    /// <summary>The length of a number.</summary>
    public const int Length = 35;

    /// <summary>The time part, in hundredths of a second since 1970.</summary>
    public long Time { get; private set; } = lastTime;

    /// <summary>Starts a transaction that committed at a time.</summary>
    public void Begin(long commitMicros)
    {
        Time = Math.Max(Time, commitMicros / 10_000);
        Encoding.ASCII.GetBytes(DateTime.UnixEpoch.AddMilliseconds(Time * 10).ToString("yyyyMMddHHmmssff", CultureInfo.InvariantCulture), _text);
        (_lsn, _row) = (0, 0);
    }

    /// <summary>The number of the next change, whose record starts at a position; valid until the next call.</summary>
    public ReadOnlySpan<byte> Next(ulong lsn)
    {
        _row = lsn == _lsn ? _row + 1 : 0;
        _lsn = lsn;
        var counter = lsn * RowsPerRecord + _row;
        for (var i = _text.Length - 1; i >= 16; i--, counter /= 10)
            _text[i] = (byte)('0' + counter % 10);
        return _text;
    }
}
