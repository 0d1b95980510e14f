using System.Diagnostics;

namespace Nonolive.LocalCloud.Processes;

/// <summary>
/// A temporary folder that carries its owner's mark, so that the next start can sweep what a killed run left behind.
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
        SweepObjectCaches();
        return new ScratchFolder(Directory.CreateDirectory(System.IO.Path.Combine(Root, $"{Owner.Mark}-{Guid.NewGuid():N}")).FullName);
    }

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= RemoveAtExit;
        Remove(Path);
    }

    private static void SweepDead()
    {
        if (!Directory.Exists(Root))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Root))
        {
            if (Owner.IsGone(System.IO.Path.GetFileName(folder).Split('-')[0]))
                Remove(folder);
        }
    }

    // The Hive engine keeps downloaded objects in folders of their own, one for each process.
    private static void SweepObjectCaches()
    {
        const string prefix = "nono-hive-objects-";
        foreach (var folder in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder)[prefix.Length..], out var id) && !IsRunning(id))
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
