using Nonolive.Hive.Native;

namespace Nonolive.Hive.Storage;

/// <summary>Turns a line into a row; used by one thread.</summary>
internal interface IRowDecoder
{
    /// <summary>Writes the projected data columns of one row.</summary>
    /// <exception cref="FormatException">The SerDe fails on the line, and with it the query.</exception>
    void Decode(ReadOnlySpan<byte> line, int row, OutputChunk chunk);
}

/// <summary>A data column that the query uses.</summary>
/// <param name="Index">Its place in the table.</param>
/// <param name="Output">Its place in the chunk.</param>
internal readonly record struct ProjectedColumn(int Index, int Output);
