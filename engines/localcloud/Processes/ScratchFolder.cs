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
        if (!Directory.Exists(Root))
            return 0;
        var dead = Directory.EnumerateDirectories(Root).Where(folder => !IsAlive(System.IO.Path.GetFileName(folder))).ToList();
        dead.ForEach(Remove);
        return dead.Count;
    }

    // A process id is used again in time, so the start time is compared too.
    private static bool IsAlive(string name)
    {
        var parts = name.Split('-');
        if (parts.Length != 3 || !int.TryParse(parts[0], out var id))
            return true;
        try
        {
            using var process = Process.GetProcessById(id);
            return StartOf(process) == parts[1];
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
