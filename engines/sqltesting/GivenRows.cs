using System.Globalization;
using System.Text.Json.Nodes;
using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Lake;
using ParquetSharp;
using ParquetSharp.IO;
using Encoding = System.Text.Encoding;

namespace Nonolive.SqlTesting;

/// <summary>
/// Lays a test's rows into the lake: <c>events</c> as event files, <c>raw_*</c> as DMS would, everything else as a partition of
/// the curated table.
/// </summary>
internal sealed class GivenRows(IObjectStore store, DateOnly day, TestClock clock)
{
    private const string Bucket = "data";

    /// <summary>The pseudo table of event lines.</summary>
    public const string Events = "events";

    /// <summary>What tables of DMS's files begin with.</summary>
    public const string Raw = "raw_";

    private static readonly string[] EventKeys =
        ["id", "type", "at", "received", "user", "device", "session", "anchor", "platform", "version", "country", "network", "props", "line"];

    private static readonly string[] ChangeKeys = ["op", "commit", "seq", "file"];

    /// <summary>Lays rows down; shuffled they come in reverse and lie in a file each, which must not matter.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="table">Their table; null for <see cref="Events"/>.</param>
    /// <param name="shuffled">Whether they are shuffled.</param>
    /// <returns>The partitions that hold rows now, for tables whose partitions no script declares.</returns>
    public async Task<IReadOnlyList<HivePartition>> PutAsync(TableRows rows, HiveTable? table, bool shuffled)
    {
        var ordered = shuffled ? rows.Rows.Reverse().ToList() : rows.Rows;
        if (table is null)
        {
            CheckKeys(rows, EventKeys);
            await PutEventsAsync(ordered, shuffled);
            return [];
        }
        if (table.Name.StartsWith(Raw, StringComparison.Ordinal))
        {
            var aurora = AuroraSchema.Table(table.Name[Raw.Length..]);
            CheckKeys(rows, [.. aurora.Columns.Select(column => column.Name), .. ChangeKeys]);
            await PutRawAsync(aurora, rows.Location, ordered);
            return [];
        }
        CheckKeys(rows, [.. table.AllColumns.Select(column => column.Name)]);
        return await PutCuratedAsync(table, rows.Location, ordered, shuffled);
    }

    private static void CheckKeys(TableRows rows, string[] known)
    {
        if (rows.Rows.SelectMany(row => row.Keys).FirstOrDefault(key => !known.Contains(key)) is { } unknown)
            throw SqlTestErrors.UnknownColumn(rows.Location, rows.Table, unknown, known);
    }

    private async Task PutEventsAsync(IEnumerable<IReadOnlyDictionary<string, string?>> rows, bool shuffled)
    {
        var number = 0;
        await using var writer = new EventFileWriter(store, new EventFileOptions
        {
            Bucket = Bucket,
            Host = "test",
            MaxLines = shuffled ? 1 : 1000,
            NewId = _ => number++.ToString("00000000", CultureInfo.InvariantCulture),
        });
        foreach (var row in rows)
        {
            var (line, arrival) = EventLine(row);
            await writer.WriteLineAsync(line, arrival);
        }
    }

    private (ReadOnlyMemory<byte> Line, DateTimeOffset Arrival) EventLine(IReadOnlyDictionary<string, string?> row)
    {
        var at = clock.Parse(row.GetValueOrDefault("at") ?? "12:00:00");
        var received = row.GetValueOrDefault("received") is { } text ? clock.Parse(text) : at.AddSeconds(1);
        if (row.GetValueOrDefault("line") is { } line)
            return (Encoding.UTF8.GetBytes(line), received);
        string? Field(string name, string? absent) => row.TryGetValue(name, out var value) ? value : absent;
        var type = Field("type", "app_open")!;
        var inRoom = type != "app_open";
        return (Encoding.UTF8.GetBytes(new AppEvent
        {
            EventId = Identifier(row["id"]!),
            EventType = type,
            EventTime = at,
            ReceivedAt = received,
            UserId = Field("user", null) is { } user ? long.Parse(user, CultureInfo.InvariantCulture) : null,
            DeviceId = Field("device", "device-1")!,
            SessionId = Field("session", inRoom ? "s1" : null) is { } session ? Identifier(session) : null,
            AnchorId = Field("anchor", inRoom ? "900" : null) is { } anchor ? long.Parse(anchor, CultureInfo.InvariantCulture) : null,
            Platform = Field("platform", "ios")!,
            AppVersion = Field("version", "5.1")!,
            Country = Field("country", "ID"),
            Network = Field("network", "wifi"),
            Props = Field("props", null),
        }.ToJson()), received);
    }

    private async Task PutRawAsync(AuroraTable table, string location, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        var folder = new DmsFolder(store, Bucket);
        var load = new List<DmsRow>();
        var changes = new List<(DateTimeOffset Written, DmsRow Row)>();
        foreach (var row in rows)
        {
            var commit = clock.Parse(row.GetValueOrDefault("commit") ?? "00:00:00");
            // Without 'seq' a row of the full load; an empty or null one is a change that DMS gave no number.
            var isChange = row.TryGetValue("seq", out var sequence);
            var number = string.IsNullOrEmpty(sequence) ? (long?)null : long.Parse(sequence, CultureInfo.InvariantCulture);
            var dms = new DmsRow(
                row.GetValueOrDefault("op") ?? "I", commit.UtcDateTime.ToString(DmsParquet.CommitFormat, CultureInfo.InvariantCulture),
                table.Columns.ToDictionary(column => column.Name, column => Value(table, location, column, row)),
                number is null ? sequence : $"{commit.UtcDateTime:yyyyMMddHHmmssff}{number:0000000000000000000}")
            {
                NullSequence = isChange && sequence is null,
            };
            if (!isChange)
                load.Add(dms);
            else
                changes.Add((row.GetValueOrDefault("file") is { } file ? clock.Parse(file) : commit.AddMilliseconds(number ?? 999), dms));
        }
        // What is written at one moment lies in one file.
        foreach (var file in changes.GroupBy(change => change.Written, change => change.Row))
            await folder.ChangesAsync(table, file.Key, [.. file]);
        await folder.LoadAsync(table, load);
    }

    private object? Value(AuroraTable table, string location, AuroraColumn column, IReadOnlyDictionary<string, string?> row)
    {
        if (!row.TryGetValue(column.Name, out var text) || text is null)
            return Absent(column, row);
        return column.Type switch
        {
            "timestamptz" => clock.Parse(text),
            "uuid" => Identifier(text),
            _ when Fits(column.HiveType, text) => text,
            _ => throw SqlTestErrors.WrongCell(location, Raw + table.Name, column.Name, column.HiveType, text),
        };
    }

    // A deleted row has only its key; otherwise a column that must not be null gets something.
    private object? Absent(AuroraColumn column, IReadOnlyDictionary<string, string?> row) =>
        column.Nullable || row.GetValueOrDefault("op") == "D" || row.ContainsKey(column.Name) ? null : column.HiveType switch
        {
            "bigint" when column.IsMoment => clock.Parse("00:00:00").AddDays(-40),
            "bigint" or "int" or "double" => 0,
            "boolean" => false,
            "date" => day,
            var type when type.StartsWith("decimal", StringComparison.Ordinal) => 0m,
            _ => column.Name,
        };

    private async Task<IReadOnlyList<HivePartition>> PutCuratedAsync(
        HiveTable table, string location, IEnumerable<IReadOnlyDictionary<string, string?>> rows, bool shuffled)
    {
        var number = 0;
        var partitions = new List<HivePartition>();
        foreach (var rowsOf in rows.GroupBy(row => string.Join('/', table.PartitionColumns.Select(column => $"{column.Name}={PartitionValue(column, row)}"))))
        {
            var folder = ObjectUri.Parse($"{table.Location.TrimEnd('/')}/{rowsOf.Key}/");
            foreach (var file in rowsOf.Chunk(shuffled ? 1 : 1000))
            {
                using var content = new MemoryStream(table.Format.SerDe == HiveFormat.Json ? Json(table, location, file) : Parquet(table, location, file));
                await store.PutAsync(folder.Append($"{number++:000000}_0"), content);
            }
            partitions.Add(new HivePartition([.. table.PartitionColumns.Select(column => PartitionValue(column, rowsOf.First()))], folder.ToString().TrimEnd('/')));
        }
        return partitions;
    }

    private string PartitionValue(HiveColumn column, IReadOnlyDictionary<string, string?> row) =>
        row.GetValueOrDefault(column.Name) ?? (column.Name == "run" ? SqlTestBench.Run : Text(day));

    private byte[] Parquet(HiveTable table, string location, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var stream = new ManagedOutputStream(bytes, leaveOpen: true))
        using (var file = new ParquetFileWriter(stream, [.. table.Columns.Select(column => ParquetColumns.Of(column.Name, column.Type.ToString()))], Compression.Snappy))
        {
            using var group = file.AppendRowGroup();
            foreach (var column in table.Columns)
            {
                var type = column.Type.ToString();
                ParquetColumns.Write(group, type, false, [.. rows.Select(row => Cell(table.Name, location, column.Name, type, row.GetValueOrDefault(column.Name)))]);
            }
            file.Close();
        }
        return bytes.ToArray();
    }

    private byte[] Json(HiveTable table, string location, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        var lines = rows.Select(row => new JsonObject(table.Columns.Select(column =>
        {
            var type = column.Type.ToString();
            return KeyValuePair.Create(column.Name, Cell(table.Name, location, column.Name, type, row.GetValueOrDefault(column.Name)) switch
            {
                null => null,
                string text when type == "string" => (JsonNode?)JsonValue.Create(text),
                var value => JsonNode.Parse(Expectation.Text(value)!),
            });
        })).ToJsonString() + "\n");
        return Encoding.UTF8.GetBytes(string.Concat(lines));
    }

    /// <summary>A value as the table holds it: times become numbers, short names of identifiers become UUIDs.</summary>
    public object? Cell(string table, string location, string column, string type, string? text)
    {
        object? value;
        try
        {
            value = Cell(column, type, text);
        }
        catch (UserErrorException)
        {
            throw SqlTestErrors.WrongCell(location, table, column, type, text!);
        }
        if (value is not string written || type == "string" || Fits(type, written))
            return value;
        throw SqlTestErrors.WrongCell(location, table, column, type, written);
    }

    private static bool Fits(string type, string text) => type switch
    {
        "bigint" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "int" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => text is "true" or "false",
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
        "double" => double.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ when type.StartsWith("decimal", StringComparison.Ordinal) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
        _ => true,
    };

    private object? Cell(string column, string type, string? text) => text switch
    {
        null => null,
        _ when type == "bigint" && column.EndsWith("_ms", StringComparison.Ordinal) && text.Contains(':') => clock.Parse(text).ToUnixTimeMilliseconds(),
        _ when type == "bigint" && column.EndsWith("_at", StringComparison.Ordinal) && text.Contains(':') => clock.Parse(text).UtcTicks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10,
        _ when type == "string" && column is "session_id" or "order_id" or "recharge_id" or "event_id" or "device_id" or "invite_code" => Guid.TryParse(text, out _) || text.Length is 0 or > 8 ? text : Identifier(text).ToString(),
        _ => text,
    };

    /// <summary>A value as tests write it: the opposite of <see cref="Cell(string, string, string, string, string?)"/>.</summary>
    public string? Written(string column, string type, string? value) => value switch
    {
        null => null,
        _ when type == "bigint" && column.EndsWith("_ms", StringComparison.Ordinal) && IsMoment(value, 1, out var moment) => clock.Format(moment),
        _ when type == "bigint" && column.EndsWith("_at", StringComparison.Ordinal) && IsMoment(value, 1000, out var moment) => clock.Format(moment),
        _ when ShortName(value) is { } name => name,
        _ => value,
    };

    // A duration is no moment: only what lies within some years of the day is told by the clock.
    private bool IsMoment(string value, long perMillisecond, out DateTimeOffset moment)
    {
        moment = default;
        if (!long.TryParse(value, CultureInfo.InvariantCulture, out var number))
            return false;
        var milliseconds = number / perMillisecond;
        if (Math.Abs(milliseconds - clock.Parse("00:00:00").ToUnixTimeMilliseconds()) > TimeSpan.FromDays(3650).TotalMilliseconds)
            return false;
        moment = DateTimeOffset.UnixEpoch.AddTicks(number * (TimeSpan.TicksPerMillisecond / perMillisecond));
        return true;
    }

    private static string? ShortName(string value)
    {
        const string Start = "00000000-0000-4000-8000-";
        if (value.Length != 36 || !value.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var digits = value[Start.Length..].TrimStart('0');
        digits = digits.Length % 2 == 0 ? digits : "0" + digits;
        return digits.Length > 0 && digits.All(char.IsAsciiHexDigit) && Convert.FromHexString(digits).All(letter => char.IsAsciiLetterOrDigit((char)letter))
            ? Encoding.ASCII.GetString(Convert.FromHexString(digits)) : null;
    }

    /// <summary>A UUID for a short name, the same in all tables: <c>s1</c> is 00000000-0000-4000-8000-000000007331.</summary>
    public static Guid Identifier(string name) => Guid.TryParse(name, out var uuid) ? uuid
        : new Guid($"00000000-0000-4000-8000-{Convert.ToHexString(Encoding.ASCII.GetBytes(name)).PadLeft(12, '0').ToLowerInvariant()}");

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
