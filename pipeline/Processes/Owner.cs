using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nonolive.Pipeline.Processes;

/// <summary>
/// The mark of a process on what could outlive it: its id and start time, since ids are used again, and its machine.
/// </summary>
public static class Owner
{
    /// <summary>This process's mark; letters, digits and underscores only.</summary>
    public static string Mark { get; } = Own();

    /// <summary>Whether the process of a mark is gone; false where that cannot be known from here.</summary>
    public static bool IsGone(string mark)
    {
        var parts = mark.Split('_');
        if (parts.Length != 3 || parts[2] != Machine || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var process = Process.GetProcessById(id);
            return StartOf(process) != parts[1];
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string Machine => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)))[..8];

    private static string Own()
    {
        using var self = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{self.Id}_{StartOf(self)}_{Machine}");
    }

    private static string StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks.ToString("x", CultureInfo.InvariantCulture);
}
