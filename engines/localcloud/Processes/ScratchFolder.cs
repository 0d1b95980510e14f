using System.Diagnostics;
using System.Globalization;

namespace Nonolive.LocalCloud.Processes;

/// <summary>
/// A temporary folder that carries its owner's process id, so that the next start can sweep what a killed run left behind.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private ScratchFolder(string path)
    {
        Path = path;
        // Also at the end of a process that was told to end (SIGTERM) and has no time to dispose.
        AppDomain.CurrentDomain.ProcessExit += RemoveAtExit;
    }

    public string Path { get; }

    private static string Root => System.IO.Path.Combine(System.IO.Path.GetTempPath(), "nonolive-local-cloud");

    public static ScratchFolder Create()
    {
        SweepDead();
        using var self = Process.GetCurrentProcess();
        var name = string.Create(CultureInfo.InvariantCulture, $"{self.Id}-{StartOf(self)}-{Guid.NewGuid():N}");
        return new ScratchFolder(Directory.CreateDirectory(System.IO.Path.Combine(Root, name)).FullName);
    }

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        Remove(Path);
    }

    /// <summary>Removes the folders of processes that are gone, and tells how many.</summary>
    internal static int SweepDead()
    {
        SweepObjectCaches();
        if (!Directory.Exists(Root))
            return 0;
        var dead = Directory.EnumerateDirectories(Root).Where(folder => !IsAlive(System.IO.Path.GetFileName(folder))).ToList();
        dead.ForEach(Remove);
        return dead.Count;
    }

    // The Hive engine keeps downloaded objects in folders of their own, one for each process.
    private static void SweepObjectCaches()
    {
        const string prefix = "nono-hive-objects-";
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder)[prefix.Length..], out var id) && !IsAlive(id, null))
                Remove(folder);
        }
    }

    // A process id is used again in time, so the start time is compared too.
    private static bool IsAlive(string name)
    {
        var parts = name.Split('-');
        return parts.Length != 3 || !int.TryParse(parts[0], out var id) || IsAlive(id, parts[1]);
    }

    private static bool IsAlive(int id, string? start)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return start is null || StartOf(process) == start;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string StartOf(Process process) => process.StartTime.ToUniversalTime().Ticks.ToString("x", CultureInfo.InvariantCulture);

    private void RemoveAtExit(object? sender, EventArgs e) => Remove(Path);

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another sweep was faster, or a dying child still writes; the next start sweeps again.
        }
    }
}
