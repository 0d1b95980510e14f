using System.Diagnostics;

namespace Nonolive.Replication.Postgres;

/// <summary>Temporary folders that know whose they are, so that those of a killed process can be removed later.</summary>
internal static class TemporaryFolders
{
    private const string Owner = ".owner";

    public static void Create(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(folder + Owner, $"{Environment.ProcessId}");
    }

    public static void Delete(string folder)
    {
        // PostgreSQL's last children may still remove files of their own.
        for (var attempt = 0; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                continue;
            }
            catch (UnauthorizedAccessException)
            {
                return;
            }
        }
        File.Delete(folder + Owner);
    }

    /// <summary>Removes folders with a name that starts so and whose process is no more.</summary>
    public static void DeleteOrphans(string parent, string prefix)
    {
        foreach (var mark in Directory.EnumerateFiles(parent, prefix + "*" + Owner))
        {
            if (ReadOwner(mark) is { } owner && !IsAlive(owner))
                Delete(mark[..^Owner.Length]);
        }
    }

    private static int? ReadOwner(string mark)
    {
        try
        {
            return int.TryParse(File.ReadAllText(mark), out var owner) ? owner : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
