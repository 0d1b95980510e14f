using System.Diagnostics;

namespace Nonolive.LocalCloud.Processes;

/// <summary>The folders of downloaded objects that the Hive engine keeps, one for each process.</summary>
internal static class ObjectCaches
{
    private const string Prefix = "nono-hive-objects-";

    /// <summary>Removes those of processes that are gone.</summary>
    public static void SweepDead()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..], out var id) && !IsRunning(id))
                Remove(folder);
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another sweep was faster.
        }
    }
}
