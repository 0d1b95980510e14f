using System.Globalization;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>
/// Bytes that this process got from read calls since it began, of whatever file and whether or not the disk was asked: rchar of
/// /proc/self/io (https://man7.org/linux/man-pages/man5/proc_pid_io.5.html).
/// </summary>
internal static class ReadCalls
{
    private const string Field = "rchar:";
    private static readonly bool IsTold = File.Exists("/proc/self/io");

    public static long Bytes() =>
        IsTold ? long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith(Field, StringComparison.Ordinal))[Field.Length..], CultureInfo.InvariantCulture) : 0;
}
