using Nonolive.Infra.Preview;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Cli.Preview;

/// <summary>
/// What earlier programs registered, kept in the git-ignored folder of <c>./nono</c>: a commit never changes, and building it
/// takes long. The key is the content, so two commits with one content share an entry.
/// </summary>
internal sealed class RegistrationCache(string root)
{
    private const int Kept = 30;

    private string Folder => Path.Combine(root, ".nono", "registrations");

    public async Task<StackRegistration?> FindAsync(string content, string stack, CancellationToken cancellation)
    {
        var file = FileOf(content, stack);
        if (!File.Exists(file))
            return null;
        try
        {
            return await StackRegistration.LoadAsync(file, cancellation);
        }
        catch (UserErrorException)
        {
            // Half written, or by another version: it is made again.
            return null;
        }
    }

    public async Task KeepAsync(string content, string stack, string registration, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var file = FileOf(content, stack);
        var written = $"{file}.{Environment.ProcessId}";
        await File.WriteAllTextAsync(written, registration, cancellation);
        File.Move(written, file, overwrite: true);
        foreach (var old in new DirectoryInfo(Folder).GetFiles().OrderByDescending(entry => entry.LastWriteTimeUtc).Skip(Kept))
            old.Delete();
    }

    // The two choices of Pulumi packages may answer differently.
    private string FileOf(string content, string stack) =>
        Path.Combine(Folder, $"{content}.{(File.Exists(Path.Combine(root, EarlierRegistration.SdkChoice)) ? "standin" : "packages")}.{stack}.json");
}
