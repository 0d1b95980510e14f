namespace Nonolive.Replication.Definition;

/// <summary>What the target endpoint says of the objects in S3 (aws:dms/s3Endpoint:S3Endpoint).</summary>
public sealed record TargetSettings
{
    /// <value>The bucket.</value>
    public string BucketName { get; init; } = "";

    /// <value>The folder in the bucket, without a slash at its end; none by default.</value>
    public string BucketFolder { get; init; } = "";

    /// <value>CSV by default.</value>
    public DataFormat DataFormat { get; init; }

    /// <value>Whether objects are compressed with gzip; false by default.</value>
    public bool Gzip { get; init; }

    /// <value>Whether full-load rows carry Op = I; false by default.</value>
    public bool IncludeOpForFullLoad { get; init; }

    /// <value>The name of the column with commit and transfer times; null for none.</value>
    public string? TimestampColumnName { get; init; }

    /// <value>Whether all rows of the full load carry the time at which the task started; false by default.</value>
    public bool UseTaskStartTimeForFullLoadTimestamp { get; init; }

    /// <value>Whether only inserts are written; false by default.</value>
    public bool CdcInsertsOnly { get; init; }

    /// <value>Whether only inserts and updates are written; false by default.</value>
    public bool CdcInsertsAndUpdates { get; init; }

    /// <value>How long changes wait for a file at most; 60 seconds by default.</value>
    public TimeSpan CdcMaxBatchInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <value>The size at which a file of changes is written at once, in kilobytes; 32,000 by default.</value>
    public int CdcMinFileSize { get; init; } = 32_000;

    /// <value>The size at which the full load starts another file, in kilobytes; 1 GiB by default.</value>
    public int MaxFileSize { get; init; } = 1_048_576;

    /// <value>Whether change files lie in folders by date; false by default.</value>
    public bool DatePartitionEnabled { get; init; }

    /// <value>The order of the parts of a date folder; <c>YYYYMMDD</c> by default.</value>
    public string DatePartitionSequence { get; init; } = "YYYYMMDD";

    /// <value>What stands between the parts of a date folder; a slash by default.</value>
    public string DatePartitionDelimiter { get; init; } = "/";

    /// <value>The zone that date folders and change file names are in; UTC by default.</value>
    public TimeZoneInfo DatePartitionTimezone { get; init; } = TimeZoneInfo.Utc;

    /// <value>Whether a Parquet timestamp counts milliseconds instead of microseconds; false by default.</value>
    public bool ParquetTimestampInMillisecond { get; init; }

    /// <value>Whether Parquet is of version 2; false by default.</value>
    public bool ParquetVersion2 { get; init; }

    /// <value>Whether Parquet columns are dictionary-encoded; true by default.</value>
    public bool Dictionary { get; init; } = true;

    /// <value>Whether Parquet has statistics; true by default.</value>
    public bool EnableStatistics { get; init; } = true;

    /// <value>Rows of a Parquet row group; 10,000 by default.</value>
    public int RowGroupLength { get; init; } = 10_000;

    /// <value>Bytes of a Parquet data page; 1 MiB by default.</value>
    public int DataPageSize { get; init; } = 1_048_576;

    /// <value>Bytes of a Parquet dictionary page at most; 1 MiB by default.</value>
    public int DictPageSizeLimit { get; init; } = 1_048_576;

    /// <value>The key of KMS that objects are encrypted with; null for the bucket's default.</value>
    public string? KmsKeyId { get; init; }

    /// <value>Whether CSV files start with the names of the columns; false by default.</value>
    public bool AddColumnName { get; init; }

    /// <value>What separates CSV fields; a comma by default.</value>
    public string CsvDelimiter { get; init; } = ",";

    /// <value>What ends a CSV row; a line feed by default.</value>
    public string CsvRowDelimiter { get; init; } = "\n";

    /// <value>What stands for NULL in CSV; null where the endpoint does not say.</value>
    public string? CsvNullValue { get; init; }

    /// <value>What stands for a value that the change stream lacks in CSV; null where NULL's text does.</value>
    public string? CsvNoSupValue { get; init; }

    /// <value>Whether CSV fields with quotes, delimiters or line ends are quoted; true by default.</value>
    public bool Rfc4180 { get; init; } = true;

    internal static TargetSettings Parse(PropertyBag bag)
    {
        bag.NoEffect("endpointId", "region", "tags", "tagsAll", "kmsKeyArn", "certificateArn", "serviceAccessRoleArn", "sslMode");
        // Whose bucket it is must be checked by who owns accounts: the local cloud.
        bag.NoEffect("expectedBucketOwner");
        // The guide gives it for a source only.
        bag.Only("ignoreHeaderRows", 0, "it belongs to a source endpoint");
        bag.Refuse("externalTableDefinition", "it belongs to a source endpoint");
        bag.Only("addTrailingPaddingCharacter", false, "what DMS pads with is not documented");
        bag.Only("glueCatalogGeneration", false, "no Glue table is made");
        bag.Only("detachTargetOnLobLookupFailureParquet", false, "what it does is not documented");
        bag.Only("preserveTransactions", false, "changes are written table by table");
        bag.Refuse("cdcPath", "changes are written beside the full load");
        bag.Choice("cannedAclForObjects", "none", ("none", "none"), ("private", "private"), ("bucket-owner-full-control", "owner"));
        bag.Choice("endpointType", "target", ("target", "target"));
        var encryption = bag.Choice("encryptionMode", "SSE_S3", ("SSE_S3", "SSE_S3"), ("SSE_KMS", "SSE_KMS"));
        var settings = new TargetSettings
        {
            BucketName = bag.RequiredText("bucketName"),
            BucketFolder = (bag.Text("bucketFolder") ?? "").Trim('/'),
            DataFormat = bag.Choice("dataFormat", DataFormat.Csv, ("csv", DataFormat.Csv), ("parquet", DataFormat.Parquet)),
            Gzip = bag.Choice("compressionType", false, ("NONE", false), ("GZIP", true)),
            IncludeOpForFullLoad = bag.Flag("includeOpForFullLoad", false),
            TimestampColumnName = bag.Text("timestampColumnName"),
            UseTaskStartTimeForFullLoadTimestamp = bag.Flag("useTaskStartTimeForFullLoadTimestamp", false),
            CdcInsertsOnly = bag.Flag("cdcInsertsOnly", false),
            CdcInsertsAndUpdates = bag.Flag("cdcInsertsAndUpdates", false),
            CdcMaxBatchInterval = TimeSpan.FromSeconds(bag.Number("cdcMaxBatchInterval", 60, 1, 86_400)),
            CdcMinFileSize = bag.Number("cdcMinFileSize", 32_000, 1, 1_048_576),
            MaxFileSize = bag.Number("maxFileSize", 1_048_576, 1, 1_048_576),
            DatePartitionEnabled = bag.Flag("datePartitionEnabled", false),
            DatePartitionSequence = bag.Choice(
                "datePartitionSequence", "YYYYMMDD", [.. Sequences.Select(sequence => (sequence, sequence))]),
            DatePartitionDelimiter = bag.Choice(
                "datePartitionDelimiter", "/", ("SLASH", "/"), ("DASH", "-"), ("UNDERSCORE", "_"), ("NONE", "")),
            DatePartitionTimezone = Zone(bag),
            ParquetTimestampInMillisecond = bag.Flag("parquetTimestampInMillisecond", false),
            ParquetVersion2 = bag.Choice("parquetVersion", false, ("parquet-1-0", false), ("parquet-2-0", true)),
            Dictionary = bag.Choice("encodingType", true, ("rle-dictionary", true), ("plain-dictionary", true), ("plain", false), ("rle_dictionary", true), ("plain_dictionary", true)),
            EnableStatistics = bag.Flag("enableStatistics", true),
            RowGroupLength = bag.Number("rowGroupLength", 10_000, 1, int.MaxValue),
            DataPageSize = bag.Number("dataPageSize", 1_048_576, 1, int.MaxValue),
            DictPageSizeLimit = bag.Number("dictPageSizeLimit", 1_048_576, 1, int.MaxValue),
            KmsKeyId = bag.Text("serverSideEncryptionKmsKeyId"),
            AddColumnName = bag.Flag("addColumnName", false),
            CsvDelimiter = Unescaped(bag.Text("csvDelimiter")) ?? ",",
            CsvRowDelimiter = Unescaped(bag.Text("csvRowDelimiter")) ?? "\n",
            CsvNullValue = bag.Text("csvNullValue"),
            CsvNoSupValue = bag.Flag("useCsvNoSupValue", false) ? bag.Text("csvNoSupValue") : null,
            Rfc4180 = bag.Flag("rfc4180", true),
        };
        bag.NoEffect("csvNoSupValue");
        settings.Contradictions(bag, encryption);
        bag.End();
        return settings;
    }

    private static readonly string[] Sequences = ["YYYYMMDD", "YYYYMMDDHH", "YYYYMM", "MMYYYYDD", "DDMMYYYY"];

    private void Contradictions(PropertyBag bag, string encryption)
    {
        if (TimestampColumnName is "")
            bag.Faults.Add(ReplicationErrors.Invalid(bag.Where, "timestampColumnName", "", "a column's name; leave it out for no column"));
        if (CdcInsertsOnly && CdcInsertsAndUpdates)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "cdcInsertsOnly and cdcInsertsAndUpdates exclude each other", "Set one of them."));
        if (AddColumnName && DataFormat == DataFormat.Parquet)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "addColumnName is for CSV, and dataFormat is parquet", "Remove addColumnName."));
        if (encryption == "SSE_KMS" && KmsKeyId is null)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "encryptionMode SSE_KMS needs serverSideEncryptionKmsKeyId", "Set the key."));
        if (encryption == "SSE_S3" && KmsKeyId is not null)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "serverSideEncryptionKmsKeyId needs encryptionMode SSE_KMS", "Set encryptionMode to SSE_KMS."));
        if (CsvDelimiter.Length == 0 || CsvRowDelimiter.Length == 0)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "csvDelimiter and csvRowDelimiter cannot be empty", "Leave them out for , and line feed."));
        if (CsvDelimiter == CsvRowDelimiter)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "csvDelimiter and csvRowDelimiter are the same", "Change one of them."));
        if (!DatePartitionEnabled && !Equals(DatePartitionTimezone, TimeZoneInfo.Utc))
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "datePartitionTimezone needs datePartitionEnabled", "Set datePartitionEnabled."));
    }

    private static TimeZoneInfo Zone(PropertyBag bag)
    {
        if (bag.Text("datePartitionTimezone") is not { } name)
            return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return zone;
        bag.Faults.Add(ReplicationErrors.Invalid(bag.Where, "datePartitionTimezone", name, "a time zone such as Asia/Jakarta"));
        return TimeZoneInfo.Utc;
    }

    // Consoles and Terraform examples write these control characters with a backslash.
    private static string? Unescaped(string? text) =>
        text?.Replace("\\r", "\r", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\t", "\t", StringComparison.Ordinal);
}

/// <summary>The format of objects.</summary>
public enum DataFormat
{
    /// <summary>Comma-separated text.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
