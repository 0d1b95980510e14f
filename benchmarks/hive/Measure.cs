using System.Diagnostics;

namespace Nonolive.Hive.Benchmarks;

internal static class Measure
{
    public static async Task<(List<string> Rows, double Seconds, double Processor)> BestAsync(Func<Task<List<string>>> run)
    {
        var (best, processor) = (double.MaxValue, double.MaxValue);
        List<string> rows = [];
        for (var round = 0; round < 3; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            rows = await run();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            processor = Math.Min(processor, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        return (rows, best, processor);
    }

    public static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }
}
