using System.Diagnostics;

namespace Nonolive.SqlTesting.Benchmarks;

/// <summary>Processor time of this process.</summary>
internal static class Cpu
{
    public static double Milliseconds
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalMilliseconds;
        }
    }
}
