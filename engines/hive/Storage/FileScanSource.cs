using System.Text;
using Nonolive.Hive.Metastore;
using Nonolive.Hive.Native;
using Nonolive.Hive.Storage.Text;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Storage;

/// <summary>A file of a table, ready to be read.</summary>
/// <param name="Path">Where it lies on this machine.</param>
/// <param name="Name">Its address, for INPUT__FILE__NAME and messages.</param>
/// <param name="Partition">Its partition's values; empty for a table without partitions.</param>
/// <param name="Decoder">Makes a row decoder for the projected columns; partitions may have their own format.</param>
internal sealed record ScanFile(string Path, string Name, IReadOnlyList<string?> Partition, Func<ProjectedColumn[], IRowDecoder> Decoder)
{
    /// <summary>skip.header.line.count.</summary>
    internal int HeaderLines { get; init; }
}

/// <summary>Lines of text files as rows, by a SerDe; a file is a thread's share.</summary>
internal sealed class FileScanSource : IScanSource
{
    internal const string FileNameColumn = "input__file__name";
    internal const string OffsetColumn = "block__offset__inside__file";

    private readonly HiveTable _table;
    private readonly IReadOnlyList<ScanFile> _files;
    private readonly SourceColumn[] _columns;

    internal FileScanSource(HiveTable table, IReadOnlyList<ScanFile> files, IReadOnlyList<string> columns)
    {
        _table = table;
        _files = files;
        _columns = [.. columns.Select(name => Resolve(table, name))];
        Columns = [.. _columns.Select(column => new ScanColumn(column.Name, column.Type.DuckDb))];
    }

    /// <inheritdoc />
    public IReadOnlyList<ScanColumn> Columns { get; }

    /// <inheritdoc />
    public IScanPass Begin() => new Pass(this);

    private static SourceColumn Resolve(HiveTable table, string name)
    {
        for (var i = 0; i < table.Columns.Count; i++)
        {
            if (string.Equals(table.Columns[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return new SourceColumn(name, table.Columns[i].Type, SourceKind.Data, i);
        }
        for (var i = 0; i < table.PartitionColumns.Count; i++)
        {
            if (string.Equals(table.PartitionColumns[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return new SourceColumn(name, table.PartitionColumns[i].Type, SourceKind.Partition, i);
        }
        return name.ToLowerInvariant() switch
        {
            FileNameColumn => new SourceColumn(name, HiveType.String, SourceKind.FileName, 0),
            OffsetColumn => new SourceColumn(name, HiveType.BigInt, SourceKind.Offset, 0),
            _ => throw new InvalidOperationException($"Table {table.Database}.{table.Name} has no column {name}."),
        };
    }

    private enum SourceKind
    {
        Data,
        Partition,
        FileName,
        Offset,
    }

    private sealed record SourceColumn(string Name, HiveType Type, SourceKind Kind, int Index);

    private sealed class Pass(FileScanSource source) : IScanPass
    {
        private int _next = -1;

        public int Threads => source._files.Count;

        public IScanReader Open(int[] columns) => new Reader(source, this, columns);

        internal ScanFile? Next()
        {
            var next = Interlocked.Increment(ref _next);
            return next < source._files.Count ? source._files[next] : null;
        }
    }

    private sealed class Reader(FileScanSource source, Pass pass, int[] columns) : IScanReader
    {
        private static readonly LazySimpleParameters PartitionText = new(new Dictionary<string, string>());

        // DuckDB asks for a rowid-like column of its own where a query needs none (count(*)); its index lies outside.
        private readonly (SourceColumn Column, int Output)[] _projected =
            [.. columns.Select((index, output) => (index, output)).Where(pair => (uint)pair.index < source._columns.Length)
                .Select(pair => (source._columns[pair.index], pair.output))];

        private ScanFile? _file;
        private LineReader? _lines;
        private IRowDecoder? _decoder;
        private (int Output, LazyValue Value, byte[]? Text)[] _constants = [];
        private int _offset = -1;

        public int Read(OutputChunk chunk)
        {
            var rows = 0;
            while (rows < ScanFunction.ChunkRows)
            {
                try
                {
                    if (_lines is null && !OpenNext())
                        break;
                    rows = ReadLines(chunk, rows);
                }
                catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
                {
                    throw StorageFaults.BrokenCompression(_file!.Name, e);
                }
            }
            return rows;
        }

        public void Dispose() => _lines?.Dispose();

        private int ReadLines(OutputChunk chunk, int first)
        {
            var row = first;
            var offsets = _offset >= 0 ? chunk[_offset] : default;
            while (row < ScanFunction.ChunkRows)
            {
                if (!_lines!.TryRead(out var line))
                {
                    _lines.Dispose();
                    _lines = null;
                    break;
                }
                try
                {
                    _decoder!.Decode(line, row, chunk);
                }
                catch (FormatException e)
                {
                    throw StorageFaults.BadRow(_file!.Name, _lines.Lines, source._table.Format.SerDe, e.Message);
                }
                if (_offset >= 0)
                    offsets.Set(row, _lines.Offset);
                row++;
            }
            FillConstants(chunk, first, row);
            return row;
        }

        private void FillConstants(OutputChunk chunk, int first, int end)
        {
            foreach (var (output, value, text) in _constants)
            {
                var vector = chunk[output];
                for (var row = first; row < end; row++)
                {
                    if (text is null)
                        value.WriteNull(vector, row);
                    else if (row == first)
                        value.Write(vector, row, text);
                    else
                        value.Repeat(vector, row, first, text);
                }
            }
        }

        // What is the same in all rows of a file; partition values are cast as LazySimpleSerDe would read them.
        private static (int Output, LazyValue Value, byte[]? Text) Constant(SourceColumn column, int output, ScanFile file) =>
            (output, LazyValue.Of(column.Type, PartitionText), column.Kind switch
            {
                SourceKind.FileName => Encoding.UTF8.GetBytes(file.Name),
                _ => file.Partition[column.Index] is { } value ? Encoding.UTF8.GetBytes(value) : null,
            });

        private bool OpenNext()
        {
            _file = pass.Next();
            if (_file is null)
                return false;
            _lines = new LineReader(Decompression.Open(_file.Path, _file.Name));
            _decoder = _file.Decoder([.. _projected.Where(pair => pair.Column.Kind == SourceKind.Data)
                .Select(pair => new ProjectedColumn(pair.Column.Index, pair.Output))]);
            _constants = [.. _projected.Where(pair => pair.Column.Kind is SourceKind.Partition or SourceKind.FileName)
                .Select(pair => Constant(pair.Column, pair.Output, _file))];
            _offset = Array.FindIndex(_projected, pair => pair.Column.Kind == SourceKind.Offset) is var at and >= 0 ? _projected[at].Output : -1;
            for (var i = 0; i < _file.HeaderLines; i++)
                _lines.TryRead(out _);
            return true;
        }
    }
}
