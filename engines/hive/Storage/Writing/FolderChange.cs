using System.Text;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>
/// Puts one new file into a folder, in place of its files or beside them, so that a reader of the engine finds the old rows or
/// the new ones whatever operation a crash comes between.
/// </summary>
/// <remarks>
/// S3 can do one thing at once: put an object. Where the folder holds nothing but a file of the new one's name, that one put is
/// the whole change. Otherwise a note is what counts: the new file is stored under a hidden name, then the note
/// <c>_replacement</c> that names it (this put is the moment of the change; from here on readers take the named file and
/// nothing else), then the file under its final name, then the old files are deleted, then the note, then the hidden copy.
/// A writer that finds a note finishes the change first. Hive itself has no such step: on S3 it deletes, then writes.
/// </remarks>
internal sealed class FolderChange(IObjectStore store, ObjectUri folder)
{
    internal const string NoteName = "_replacement";
    private const string HiddenPrefix = ".replacement-";

    /// <summary>The object that a note in a listing names; null where there is no note.</summary>
    internal static async Task<ObjectInfo?> NamedByNoteAsync(IObjectStore store, ObjectUri folder, CancellationToken cancellation)
    {
        var note = folder.Append(NoteName);
        if (await store.HeadAsync(note, cancellation) is null)
            return null;
        var name = (await store.ReadTextAsync(note, cancellation)).Trim();
        return await store.HeadAsync(folder.Append(name), cancellation)
            ?? throw StorageFaults.WriteFailed(folder.ToString(), $"the note {note} names '{name}', which is not there; delete the note.");
    }

    /// <summary>Replaces what is in the folder, except hidden files, by one file.</summary>
    internal async Task ReplaceAsync(string name, string path, CancellationToken cancellation)
    {
        var present = await ListAsync(cancellation);
        var old = present.FindAll(found => !IsHidden(found));
        var target = folder.Append(name);
        if (present.TrueForAll(found => found.Uri != folder.Append(NoteName)) && old.TrueForAll(found => found.Uri == target))
        {
            await PutAsync(target, path, cancellation);
            await CleanHiddenAsync(present, cancellation);
            return;
        }
        var hidden = $"{HiddenPrefix}{Guid.NewGuid():N}-{name}";
        await PutAsync(folder.Append(hidden), path, cancellation);
        using (var note = new MemoryStream(Encoding.UTF8.GetBytes(hidden)))
            await store.PutAsync(folder.Append(NoteName), note, cancellation: cancellation);
        await PutAsync(target, path, cancellation);
        await CleanAsync(old.FindAll(found => found.Uri != target), cancellation);
    }

    /// <summary>Adds a file beside those that are there, under the first free name: <c>000000_0_copy_1</c> and so on.</summary>
    internal async Task<string> AddAsync(string name, string path, bool reuseName, CancellationToken cancellation)
    {
        await FinishAsync(cancellation);
        var taken = (await ListAsync(cancellation)).Select(found => found.Key).ToHashSet(StringComparer.Ordinal);
        var extension = Path.GetExtension(name);
        var free = name;
        // Hive.java mvFile: the copy's number goes between the name and the extension.
        for (var copy = 1; !reuseName && taken.Contains(folder.Append(free).Key); copy++)
            free = $"{name[..^extension.Length]}_copy_{copy}{extension}";
        await PutAsync(folder.Append(free), path, cancellation);
        return free;
    }

    /// <summary>Finishes a change that a crash interrupted.</summary>
    internal async Task FinishAsync(CancellationToken cancellation)
    {
        if (await NamedByNoteAsync(store, folder, cancellation) is not { } hidden)
            return;
        var old = (await ListAsync(cancellation)).FindAll(found => !IsHidden(found));
        var hiddenName = hidden.Key[folder.Key.Length..];
        var target = folder.Append(hiddenName[(hiddenName.IndexOf('-', HiddenPrefix.Length) + 1)..]);
        await using (var content = await store.OpenReadAsync(hidden.Uri, cancellation))
        using (var copy = new MemoryStream())
        {
            await content.CopyToAsync(copy, cancellation);
            copy.Position = 0;
            await store.PutAsync(target, copy, cancellation: cancellation);
        }
        await CleanAsync(old.FindAll(found => found.Uri != target), cancellation);
    }

    // The note goes before the hidden copies: without them it would name nothing.
    private async Task CleanAsync(List<ObjectInfo> old, CancellationToken cancellation)
    {
        if (old.Count > 0)
            await store.DeleteAsync(folder.Bucket, [.. old.Select(found => found.Key)], cancellation);
        await store.DeleteAsync(folder.Bucket, [folder.Append(NoteName).Key], cancellation);
        await CleanHiddenAsync(await ListAsync(cancellation), cancellation);
    }

    private async Task CleanHiddenAsync(List<ObjectInfo> present, CancellationToken cancellation)
    {
        var hidden = present.FindAll(found => found.Key[folder.Key.Length..].StartsWith(HiddenPrefix, StringComparison.Ordinal));
        if (hidden.Count > 0)
            await store.DeleteAsync(folder.Bucket, [.. hidden.Select(found => found.Key)], cancellation);
    }

    private bool IsHidden(ObjectInfo found) => found.Key[folder.Key.Length..].Split('/').Any(LakeFiles.IsHidden);

    private async Task<List<ObjectInfo>> ListAsync(CancellationToken cancellation)
    {
        var present = new List<ObjectInfo>();
        await foreach (var found in store.ListAsync(folder.Bucket, folder.Key, cancellation))
            present.Add(found);
        return present;
    }

    private async Task PutAsync(ObjectUri target, string path, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(path);
        await store.PutAsync(target, content, cancellation: cancellation);
    }
}
