using Nonolive.Replication.Definition;
using Nonolive.Replication.Types;
using ParquetSharp;
using ParquetSharp.Schema;

namespace Nonolive.Replication.Files;

/// <summary>A Parquet file as DMS writes it: physical types, widths, optional columns and <c>created_by</c> follow genuine files.</summary>
internal sealed class ParquetTableFile : TableFile
{
    private readonly Stream _stream;
    private readonly ParquetColumn[] _columns;
    private readonly GroupNode _schema;
    private readonly WriterProperties _properties;
    private readonly ParquetFileWriter _writer;
    private readonly int _rowGroupLength;
    private int _groupRows;

    public ParquetTableFile(TableLayout layout, ReplicationDefinition definition, Stream stream, Action<string> warn)
    {
        _stream = stream;
        _rowGroupLength = definition.Target.RowGroupLength;
        // Small change files must not reserve a whole row group.
        var capacity = Math.Min(_rowGroupLength, 256);
        _columns = [.. layout.Columns.Select(column => ColumnOf(column, layout, definition, capacity, warn))];
        _schema = new GroupNode("schema", Repetition.Required, [.. _columns.Select(column => column.Node)]);
        _properties = PropertiesOf(definition);
        _writer = new ParquetFileWriter(stream, _schema, _properties, null, leaveOpen: true);
    }

    public override long Size => _stream.Length + _columns.Sum(column => column.Bytes);

    public override void AppendNull(int column) => _columns[column].AppendNull();

    public override void AppendBinary(int column, ReadOnlySpan<byte> value) => _columns[column].AppendBinary(value);

    public override void AppendText(int column, ReadOnlySpan<byte> value) => _columns[column].AppendText(value);

    public override Stream Finish()
    {
        WriteGroup();
        _writer.Close();
        _stream.Position = 0;
        return _stream;
    }

    public override void Dispose()
    {
        _writer.Dispose();
        _properties.Dispose();
        _schema.Dispose();
        foreach (var column in _columns)
            column.Dispose();
        _stream.Dispose();
    }

    protected override void OnRow()
    {
        if (++_groupRows == _rowGroupLength)
            WriteGroup();
    }

    private void WriteGroup()
    {
        if (_groupRows == 0)
            return;
        using var group = _writer.AppendRowGroup();
        foreach (var column in _columns)
            column.WriteTo(group);
        _groupRows = 0;
    }

    private static WriterProperties PropertiesOf(ReplicationDefinition definition)
    {
        var target = definition.Target;
        using var builder = new WriterPropertiesBuilder();
        builder.CreatedBy(definition.Behaviour.ParquetCreatedBy)
            .Version(target.ParquetVersion2 ? ParquetVersion.PARQUET_2_6 : ParquetVersion.PARQUET_1_0)
            .DataPagesize(target.DataPageSize)
            .DictionaryPagesizeLimit(target.DictPageSizeLimit)
            .Compression(target.Gzip ? Compression.Gzip : Compression.Uncompressed);
        if (target.Gzip)
        {
            // The library's default level is twenty times slower for 4 % less.
            builder.CompressionLevel(1);
        }
        if (!target.Dictionary)
            builder.DisableDictionary();
        if (!target.EnableStatistics)
            builder.DisableStatistics();
        return builder.Build();
    }

    private static ParquetColumn ColumnOf(LayoutColumn column, TableLayout layout, ReplicationDefinition definition, int capacity, Action<string> warn)
    {
        if (column.Role != ColumnRole.Data)
        {
            // In genuine files the timestamp column is the one that is required.
            var isRequired = column.Role == ColumnRole.Timestamp;
            return new TextColumn(
                new PrimitiveNode(column.Name, isRequired ? Repetition.Required : Repetition.Optional, LogicalType.String(), PhysicalType.ByteArray), isRequired, capacity);
        }
        var type = column.Mapped!.Type;
        var limit = type.IsLob
            ? new LobLimit(
                layout.Table.Source.FullName, column.Name, definition.Task.LobMaxSize, definition.Behaviour.BytesPerLobCharacter,
                definition.Source.FailTasksOnLobTruncation, warn)
            : null;
        var isMillis = definition.Target.ParquetTimestampInMillisecond;
        return type switch
        {
            { Kind: DmsType.Boolean } => new BooleanColumn(Optional(LogicalType.None(), PhysicalType.Boolean), capacity),
            { Kind: DmsType.Int2 } => new Int2Column(Optional(LogicalType.Int(16, true), PhysicalType.Int32), capacity),
            { Kind: DmsType.Int4 } => new Int4Column(Optional(LogicalType.None(), PhysicalType.Int32), capacity),
            { Kind: DmsType.Int8 } => new Int8Column(Optional(LogicalType.None(), PhysicalType.Int64), capacity),
            { Kind: DmsType.Real4 } => new Real4Column(Optional(LogicalType.None(), PhysicalType.Float), capacity),
            { Kind: DmsType.Real8 } => new Real8Column(Optional(LogicalType.None(), PhysicalType.Double), capacity),
            { Kind: DmsType.Numeric } => new DecimalColumn(
                new PrimitiveNode(
                    column.Name, Repetition.Optional, LogicalType.Decimal(type.Precision, type.Scale), PhysicalType.FixedLenByteArray, DecimalValue.Width(type.Precision)),
                type.Precision, type.Scale, capacity, warn),
            { Kind: DmsType.Date } => new DateColumn(Optional(LogicalType.Date(), PhysicalType.Int32), capacity),
            { Kind: DmsType.Time } => new TimeColumn(Optional(LogicalType.Time(true, TimeUnit.Millis), PhysicalType.Int32), capacity),
            { Kind: DmsType.DateTime } => new TimestampColumn(
                Optional(LogicalType.Timestamp(true, isMillis ? TimeUnit.Millis : TimeUnit.Micros), PhysicalType.Int64), capacity, isMillis),
            { Kind: DmsType.Blob or DmsType.Bytes } => new ByteaColumn(Optional(LogicalType.None(), PhysicalType.ByteArray), capacity, limit),
            { Wire: WireForm.Bool } => new BooleanTextColumn(Optional(LogicalType.String(), PhysicalType.ByteArray), capacity),
            { Wire: WireForm.Uuid } => new UuidColumn(Optional(LogicalType.String(), PhysicalType.ByteArray), capacity),
            { Wire: WireForm.Jsonb } => new JsonbColumn(Optional(LogicalType.String(), PhysicalType.ByteArray), capacity, limit),
            _ => new TextColumn(Optional(LogicalType.String(), PhysicalType.ByteArray), false, capacity, limit),
        };

        PrimitiveNode Optional(LogicalType logical, PhysicalType physical) => new(column.Name, Repetition.Optional, logical, physical);
    }
}
