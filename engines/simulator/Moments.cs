namespace Nonolive.Simulator;

/// <summary>Moments as the database has them: to the microsecond.</summary>
internal static class Moments
{
    /// <summary>A moment within a millisecond, with chance microseconds.</summary>
    public static DateTimeOffset Precise(Dice dice, long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).AddMicroseconds(dice.Below(1000));
}
