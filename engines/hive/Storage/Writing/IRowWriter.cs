using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Writes rows into one file.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Writes rows of the current chunk; the first columns are the file's.</summary>
    void Write(ChunkQuery query, int from, int count);

    /// <summary>Finishes the file.</summary>
    void Finish();
}
