using System.Diagnostics;

namespace Nonolive.Pipeline.Processes;

/// <summary>
/// A temporary folder that goes with its process: a guard removes it even after a SIGKILL. It carries its owner's mark, so that
/// the next one with the same purpose sweeps what an end of the whole machine left behind.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    // Children that were killed at the same moment may still write, so once may not be enough.
    private const string Guard = """
        while read -r _; do :; done
        for again in 1 2 3 4 5 6 7 8 9; do rm -rf -- "$0" 2>/dev/null && exit; sleep 1; done
        """;

    private readonly Process? _guard;

    private ScratchFolder(string path)
    {
        Path = path;
        if (OperatingSystem.IsWindows())
            return;
        _guard = Process.Start(ChildGuard.Start("/bin/sh", Guard, [path]));
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes an empty folder of one's own, and removes those of processes that are gone.</summary>
    /// <param name="purpose">What it is for; part of its name.</param>
    public static ScratchFolder Create(string purpose)
    {
        var root = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"nonolive-{purpose}")).FullName;
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (Owner.IsGone(System.IO.Path.GetFileName(folder).Split('-')[0]))
                Remove(folder);
        }
        return new ScratchFolder(Directory.CreateDirectory(System.IO.Path.Combine(root, $"{Owner.Mark}-{Guid.NewGuid().ToString("N")[..8]}")).FullName);
    }

    /// <summary>A folder in it, made if it is not there.</summary>
    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        Remove(Path);
        if (_guard is null)
            return;
        // The guard finds nothing left, or the rest.
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private static void Remove(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another sweep was faster, or a dying child still writes; the guard or the next sweep removes it.
        }
    }
}
