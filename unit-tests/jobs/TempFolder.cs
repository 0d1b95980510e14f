namespace Nonolive.Jobs.Tests;

/// <summary>A folder of a test's own, deleted after it.</summary>
internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nono-jobs-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
