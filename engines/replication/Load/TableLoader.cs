using System.Buffers.Binary;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Files;
using Nonolive.Replication.Mapping;
using Nonolive.Replication.Types;
using Npgsql;

namespace Nonolive.Replication.Load;

/// <summary>Loads one table: a binary COPY, column by column into files, each stored as it is full.</summary>
internal sealed class TableLoader(ReplicationDefinition definition, TargetBucket bucket, TimeProvider time, DateTimeOffset taskStart, Probe probe)
{
    // How often a person hears of the rows, and how often the size of a file is looked at.
    private const int ReportEvery = 20_000;
    private const int MeasureEvery = 100;

    private readonly bool _isCsv = definition.Target.DataFormat == DataFormat.Csv;
    private readonly byte[] _sequence = System.Text.Encoding.UTF8.GetBytes(definition.Behaviour.FullLoadChangeSequence);

    public async Task<long> LoadAsync(NpgsqlConnection connection, MappedTable table, Action<long> report, CancellationToken cancellation)
    {
        var layout = TableLayout.ForLoad(table, definition);
        await using var stream = await connection.BeginRawBinaryCopyAsync(Query(table, layout), cancellation);
        var reader = new CopyReader(stream);
        var isCut = _isCsv || definition.Behaviour.ParquetLoadIsCutAtMaxFileSize;
        var limit = isCut ? definition.Target.MaxFileSize * 1024L : long.MaxValue;
        TableFile? file = null;
        var (rows, files) = (0L, 0);
        try
        {
            while (true)
            {
                // A table without rows gets no file and no folder.
                while (reader.TryRow(out var row))
                {
                    file ??= bucket.OpenLoad(layout);
                    Append(file, layout, row);
                    if (++rows % ReportEvery == 0)
                        report(rows);
                    if (file.Rows % MeasureEvery == 0 && file.Size >= limit)
                        break;
                }
                var isFull = file is not null && file.Size >= limit;
                if (file is not null && (reader.IsComplete || isFull))
                {
                    probe.Reach("load: before store");
                    await bucket.StoreAsync(bucket.Names.Load(table, ++files), file, cancellation);
                    probe.Reach("load: stored");
                    file.Dispose();
                    file = null;
                }
                if (reader.IsComplete)
                    break;
                if (!isFull)
                    await reader.ReadAsync(cancellation);
            }
        }
        finally
        {
            file?.Dispose();
        }
        report(rows);
        return rows;
    }

    private void Append(TableFile file, TableLayout layout, ReadOnlySpan<byte> row)
    {
        Span<byte> timestamp = stackalloc byte[TimeValue.FormattedLength];
        var moment = definition.Target.UseTaskStartTimeForFullLoadTimestamp ? taskStart : time.GetUtcNow();
        TimeValue.Format((moment.UtcTicks - DateTime.UnixEpoch.Ticks) / 10, timestamp);
        var stamp = new RowStamp('I', timestamp, _sequence, _sequence);
        var columns = layout.Columns;
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if (column.Role != ColumnRole.Data)
            {
                stamp.AppendTo(file, i, column, layout.Table);
                continue;
            }
            var length = BinaryPrimitives.ReadInt32BigEndian(row);
            if (length < 0)
                file.AppendNull(i);
            else if (ComesAsText(column))
                file.AppendText(i, row.Slice(4, length));
            else
                file.AppendBinary(i, row.Slice(4, length));
            row = row[(4 + Math.Max(length, 0))..];
        }
        file.EndRow();
    }

    // CSV needs the text of every value; Parquet only of those whose binary form is of no use.
    private bool ComesAsText(LayoutColumn column) => _isCsv || column.Mapped!.Type.Wire == WireForm.Text;

    // A cast of char(n) would cut its blanks, which the change stream keeps; the binary form of texts is their text anyway.
    private bool IsCast(LayoutColumn column) => ComesAsText(column) && column.Mapped!.Type.Wire != WireForm.Utf8;

    private string Query(MappedTable table, TableLayout layout)
    {
        var columns = layout.Columns.Where(column => column.Role == ColumnRole.Data)
            .Select(column => Sql.Identifier(table.Source.Columns[column.Mapped!.Source].Name) + (IsCast(column) ? "::text" : ""));
        // Rows of tables that inherit are those tables' own.
        var from = (table.Source.IsView ? "" : "only ") + Sql.Qualified(table.Source.Schema, table.Source.Name);
        var where = table.Filters.Select(filter => filter.Filter.ToSql(filter.Type.Kind is DmsType.String or DmsType.Clob)).ToList();
        return $"copy (select {string.Join(", ", columns)} from {from}{(where.Count == 0 ? "" : " where " + string.Join(" and ", where))}) to stdout (format binary)";
    }
}
