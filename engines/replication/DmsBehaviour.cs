namespace Nonolive.Replication;

/// <summary>
/// What DMS does where its documentation is silent or contradicts itself, one named switch each. The defaults are the
/// likeliest reading; docs/replication.md says on what each rests.
/// </summary>
public sealed record DmsBehaviour
{
    /// <value>Which clock chooses the date folder of a change: that of the file, by default, or that of the commit. The
    /// S3 page says commit, the validation page tells of rows near midnight in the next day's folder.</value>
    public DatePartitionClock DatePartitionClock { get; init; } = DatePartitionClock.File;

    /// <value>Whether date folders have leading zeros (<c>2022/05/21</c>); true by default.</value>
    public bool DateFoldersAreZeroPadded { get; init; } = true;

    /// <value>How a change of a primary key is written; as delete and insert by default, so that nothing is left behind.</value>
    public KeyChange KeyChange { get; init; } = KeyChange.DeleteAndInsert;

    /// <value>What an update writes for a large value that it did not touch and that the log therefore lacks; it is read
    /// from the source by default, as DMS looks up large objects.</value>
    public UntouchedLargeValue UntouchedLargeValue { get; init; } = UntouchedLargeValue.ReadFromSource;

    /// <value>Whether TRUNCATE of a PostgreSQL table is captured; false by default, as the source's page says.</value>
    public bool TruncateIsCaptured { get; init; }

    /// <value>Whether UPDATE and DELETE of a table without a primary key are ignored; true by default.</value>
    public bool ChangesWithoutKeyAreIgnored { get; init; } = true;

    /// <value>Whether the full load reads the slot's own snapshot, so that no row comes twice; true by default. DMS may
    /// overlap load and changes: set false to see how readers bear that.</value>
    public bool LoadReadsSlotSnapshot { get; init; } = true;

    /// <value>The text that stands for NULL in CSV where csvNullValue is not set; empty by default, as genuine files have
    /// it, though the API page says <c>NULL</c>.</value>
    public string CsvNull { get; init; } = "";

    /// <value>Whether an empty string is written as <c>""</c> in CSV, to tell it from NULL; false by default.</value>
    public bool CsvQuotesEmptyText { get; init; }

    /// <value>The value of <c>$AR_H_CHANGE_SEQ</c> and <c>$AR_H_STREAM_POSITION</c> during full load; empty by default.</value>
    public string FullLoadChangeSequence { get; init; } = "";

    /// <value>Whether cdcInsertsAndUpdates without includeOpForFullLoad still writes the Op column; false by default. The
    /// user guide says both.</value>
    public bool InsertsAndUpdatesKeepOp { get; init; }

    /// <value>The ending of gzip Parquet objects; <c>.parquet</c> by default.</value>
    public string GzipParquetEnding { get; init; } = ".parquet";

    /// <value>Whether full-load Parquet files are cut at maxFileSize, which is documented for CSV only; true by default.</value>
    public bool ParquetLoadIsCutAtMaxFileSize { get; init; } = true;

    /// <value>How many bytes of LobMaxSize a character of a text LOB takes; 2 by default (NCLOB).</value>
    public int BytesPerLobCharacter { get; init; } = 2;

    /// <value>What <c>created_by</c> of a Parquet file says; <c>AWS</c> by default, as genuine files have it.</value>
    public string ParquetCreatedBy { get; init; } = "AWS";
}

/// <summary>Which clock chooses the date folder of a change.</summary>
public enum DatePartitionClock
{
    /// <summary>The time at which the file is written.</summary>
    File,

    /// <summary>The time at which the source committed the change.</summary>
    Commit,
}

/// <summary>How a change of a primary key is written.</summary>
public enum KeyChange
{
    /// <summary>A D row with the old key, then an I row with the new one.</summary>
    DeleteAndInsert,

    /// <summary>One U row with the new key; the old one is left behind in what readers build.</summary>
    UpdateWithNewKey,
}

/// <summary>What an update writes for a large value that it did not touch.</summary>
public enum UntouchedLargeValue
{
    /// <summary>The value that the source has now.</summary>
    ReadFromSource,

    /// <summary>NULL.</summary>
    Null,
}
