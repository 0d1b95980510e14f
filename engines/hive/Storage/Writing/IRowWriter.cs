using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage.Writing;

/// <summary>Writes rows into one file.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>
    /// Writes some of the rows; the first columns are the file's. Several threads may call it at once; the rows of one thread's
    /// calls keep their order.
    /// </summary>
    void Write(RowChunk rows, int from, int count);

    /// <summary>Finishes the file.</summary>
    void Finish();
}
