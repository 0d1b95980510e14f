using Nonolive.Hive.Session;
using Nonolive.Hive.Storage.Writing;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage;

/// <summary>
/// Which objects a table's folder holds for Hive, by Hadoop's FileInputFormat: names that begin with <c>_</c> or <c>.</c> are
/// hidden, a folder among the files is an error unless a setting says what to do with it.
/// </summary>
internal static class LakeFiles
{
    private const string Recursive = "mapreduce.input.fileinputformat.input.dir.recursive";
    private const string RecursiveOld = "mapred.input.dir.recursive";
    private const string IgnoreFolders = "mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs";

    // EMRFS and older s3n clients mark folders by objects of this name.
    private const string FolderMarker = "_$folder$";

    /// <summary>The files to read, in the order of their keys; none where the folder is missing.</summary>
    internal static async Task<List<ObjectInfo>> ListAsync(string location, IEngine engine, CancellationToken cancellation)
    {
        var folder = Folder(location);
        var recursive = IsTrue(engine.Setting(Recursive)) || IsTrue(engine.Setting(RecursiveOld));
        var ignoreFolders = IsTrue(engine.Setting(IgnoreFolders));
        var files = new List<ObjectInfo>();
        // The folders of a table's change files grow by one a day: where they are ignored, nobody lists them.
        var listing = ignoreFolders && !recursive
            ? engine.Store.ListFolderAsync(folder.Bucket, folder.Key, cancellation)
            : engine.Store.ListAsync(folder.Bucket, folder.Key, cancellation);
        await foreach (var found in listing)
        {
            var relative = found.Key[folder.Key.Length..];
            // A change of the folder is under way or was interrupted: its file is all that counts.
            if (relative == FolderChange.NoteName && await FolderChange.NamedByNoteAsync(engine.Store, folder, cancellation) is { } replacement)
                return [replacement];
            if (relative.Length == 0 || relative.EndsWith(FolderMarker, StringComparison.Ordinal) || relative.Split('/').Any(IsHidden))
                continue;
            var slash = relative.IndexOf('/');
            if (slash >= 0 && !recursive)
                throw StorageFaults.NotAFile(folder.Append(relative[..slash]));
            if (!relative.EndsWith('/'))
                files.Add(found);
        }
        return files;
    }

    /// <summary>Everything below a folder, also what Hive does not read.</summary>
    internal static async Task<List<ObjectInfo>> ListAllAsync(string location, IEngine engine, CancellationToken cancellation)
    {
        var folder = Folder(location);
        var files = new List<ObjectInfo>();
        await foreach (var found in engine.Store.ListAsync(folder.Bucket, folder.Key, cancellation))
            files.Add(found);
        return files;
    }

    /// <summary>A location as a key prefix that ends with a slash, unless it is the bucket itself.</summary>
    internal static ObjectUri Folder(string location)
    {
        var uri = ObjectUri.Parse(location);
        return uri.Key.Length == 0 ? uri : uri with { Key = uri.Key.TrimEnd('/') + "/" };
    }

    /// <summary>FileUtils.HIDDEN_FILES_PATH_FILTER.</summary>
    internal static bool IsHidden(string name) => name.StartsWith('_') || name.StartsWith('.');

    private static bool IsTrue(string? setting) => string.Equals(setting, "true", StringComparison.OrdinalIgnoreCase);
}
