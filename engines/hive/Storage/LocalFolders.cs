using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>Folders of this machine (<c>/path</c>, <c>file:///path</c>) beside those of the lake, for LOCAL DIRECTORY and LOCAL INPATH.</summary>
internal static class LocalFolders
{
    /// <summary>The store that holds a location and the folder in it.</summary>
    internal static (IObjectStore Store, ObjectUri Folder) Resolve(string location, IObjectStore lake)
    {
        if (PathOf(location) is not { } path)
            return (lake, LakeFiles.Folder(location));
        var full = Path.GetFullPath(path).TrimEnd('/');
        var parent = Path.GetDirectoryName(full) ?? "/";
        return (new FileObjectStore(parent), new ObjectUri(Path.GetFileName(full), ""));
    }

    /// <summary>The path of a local location, or null.</summary>
    internal static string? PathOf(string location) =>
        location.StartsWith("file:", StringComparison.Ordinal) ? new Uri(location).LocalPath
        : location.StartsWith('/') ? location
        : null;
}
