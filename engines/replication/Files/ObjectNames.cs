using Nonolive.Replication.Definition;
using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Files;

/// <summary>The keys of objects as DMS names them (https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.S3.html).</summary>
internal sealed class ObjectNames(ReplicationDefinition definition)
{
    private readonly TargetSettings _target = definition.Target;

    /// <summary>What every key of a table starts with.</summary>
    public string Folder(MappedTable table) => (_target.BucketFolder.Length > 0 ? _target.BucketFolder + "/" : "") + table.Folder;

    /// <summary>The n-th file of a full load, from 1: the counter is hexadecimal.</summary>
    public string Load(MappedTable table, int number) => $"{Folder(table)}LOAD{number:X8}{Ending}";

    /// <summary>A file of changes that is written at <paramref name="time"/>, in the date folder of <paramref name="partition"/>.</summary>
    public string Changes(MappedTable table, DateTimeOffset time, DateTimeOffset partition) =>
        $"{Folder(table)}{DateFolder(partition)}{Local(time):yyyyMMdd-HHmmssfff}{Ending}";

    /// <summary>The date folder of a time, with its slash; empty where folders by date are not wanted.</summary>
    public string DateFolder(DateTimeOffset time)
    {
        if (!_target.DatePartitionEnabled)
            return "";
        var local = Local(time);
        var padding = definition.Behaviour.DateFoldersAreZeroPadded ? "00" : "0";
        var (year, month, day, hour) = ($"{local.Year:0000}", local.Month.ToString(padding), local.Day.ToString(padding), local.Hour.ToString(padding));
        string[] parts = _target.DatePartitionSequence switch
        {
            "YYYYMMDDHH" => [year, month, day, hour],
            "YYYYMM" => [year, month],
            "MMYYYYDD" => [month, year, day],
            "DDMMYYYY" => [day, month, year],
            _ => [year, month, day],
        };
        return string.Join(_target.DatePartitionDelimiter, parts) + "/";
    }

    private string Ending => _target switch
    {
        { DataFormat: DataFormat.Parquet, Gzip: true } => definition.Behaviour.GzipParquetEnding,
        { DataFormat: DataFormat.Parquet } => ".parquet",
        { Gzip: true } => ".csv.gz",
        _ => ".csv",
    };

    private DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _target.DatePartitionTimezone);
}
