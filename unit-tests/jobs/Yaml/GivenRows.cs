using System.Globalization;
using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Lake;
using ParquetSharp;
using ParquetSharp.IO;
using Encoding = System.Text.Encoding;

namespace Nonolive.Jobs.Tests.Yaml;

/// <summary>
/// Lays a test's rows into the lake: <c>events</c> as event files, <c>raw_*</c> as DMS would, everything else as a partition of
/// the curated table.
/// </summary>
internal sealed class GivenRows(IObjectStore store, DateOnly day, TestClock clock)
{
    private const string Bucket = "data";

    public async Task PutAsync(TableRows table, IReadOnlyDictionary<string, string> columns, string location, int shuffle)
    {
        var rows = shuffle == 0 ? table.Rows : [.. table.Rows.Reverse()];
        if (table.Table == "events")
            await PutEventsAsync(rows, shuffle);
        else if (table.Table.StartsWith("raw_", StringComparison.Ordinal))
            await PutRawAsync(AuroraSchema.Table(table.Table["raw_".Length..]), rows);
        else
            await PutWarehouseAsync(columns, location, rows, shuffle);
    }

    // On the second execution every line lies in a file of its own, which must not matter.
    private async Task PutEventsAsync(IEnumerable<IReadOnlyDictionary<string, string?>> rows, int shuffle)
    {
        var number = 0;
        await using var writer = new EventFileWriter(store, new EventFileOptions
        {
            Bucket = Bucket,
            Host = "test",
            MaxLines = shuffle == 0 ? 1000 : 1,
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

    private async Task PutRawAsync(AuroraTable table, IEnumerable<IReadOnlyDictionary<string, string?>> rows)
    {
        var folder = new DmsFolder(store, Bucket);
        var load = new List<DmsRow>();
        foreach (var row in rows)
        {
            var commit = clock.Parse(row.GetValueOrDefault("commit") ?? "00:00:00");
            var sequence = row.GetValueOrDefault("seq");
            var dms = new DmsRow(
                row.GetValueOrDefault("op") ?? "I", commit.UtcDateTime.ToString(DmsParquet.CommitFormat, CultureInfo.InvariantCulture),
                table.Columns.ToDictionary(column => column.Name, column => Value(column, row)),
                sequence is null ? null : $"{commit.UtcDateTime:yyyyMMddHHmmssff}{long.Parse(sequence, CultureInfo.InvariantCulture):0000000000000000000}");
            if (sequence is null)
                load.Add(dms);
            else
                await folder.ChangesAsync(table, row.GetValueOrDefault("file") is { } file ? clock.Parse(file) : commit.AddMilliseconds(long.Parse(sequence, CultureInfo.InvariantCulture)), [dms]);
        }
        await folder.LoadAsync(table, load);
    }

    private object? Value(AuroraColumn column, IReadOnlyDictionary<string, string?> row)
    {
        if (!row.TryGetValue(column.Name, out var text) || text is null)
            return Absent(column, row);
        return column.Type switch
        {
            "timestamptz" => clock.Parse(text),
            "uuid" => Identifier(text),
            _ => text,
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

    private async Task PutWarehouseAsync(
        IReadOnlyDictionary<string, string> columns, string location, IEnumerable<IReadOnlyDictionary<string, string?>> rows, int shuffle)
    {
        var number = 0;
        foreach (var partition in rows.GroupBy(row => row.GetValueOrDefault("dt") ?? Text(day)))
        {
            foreach (var file in partition.Chunk(shuffle == 0 ? 1000 : 1))
            {
                var key = ObjectUri.Parse(location).Append($"dt={partition.Key}/{number++:000000}_0");
                using var content = new MemoryStream(Parquet(columns, file));
                await store.PutAsync(key, content);
            }
        }
    }

    private byte[] Parquet(IReadOnlyDictionary<string, string> columns, IReadOnlyList<IReadOnlyDictionary<string, string?>> rows)
    {
        using var bytes = new MemoryStream();
        using (var stream = new ManagedOutputStream(bytes, leaveOpen: true))
        using (var file = new ParquetFileWriter(stream, [.. columns.Select(column => ParquetColumns.Of(column.Key, column.Value))], Compression.Snappy))
        {
            using var group = file.AppendRowGroup();
            foreach (var (name, type) in columns)
                ParquetColumns.Write(group, type, false, [.. rows.Select(row => Cell(name, type, row.GetValueOrDefault(name)))]);
            file.Close();
        }
        return bytes.ToArray();
    }

    /// <summary>A value as the table holds it: times become numbers, short names of identifiers become UUIDs.</summary>
    public object? Cell(string column, string type, string? text) => text switch
    {
        null => null,
        _ when type == "bigint" && column.EndsWith("_ms", StringComparison.Ordinal) && text.Contains(':') => clock.Parse(text).ToUnixTimeMilliseconds(),
        _ when type == "bigint" && column.EndsWith("_at", StringComparison.Ordinal) && text.Contains(':') => clock.Parse(text).UtcTicks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10,
        _ when type == "string" && column is "session_id" or "order_id" or "recharge_id" or "event_id" or "device_id" or "invite_code" => Guid.TryParse(text, out _) || text.Length > 8 ? text : Identifier(text).ToString(),
        _ => text,
    };

    /// <summary>A UUID for a short name, the same in all tables: <c>s1</c> is 00000000-0000-4000-8000-000000007331.</summary>
    public static Guid Identifier(string name) => Guid.TryParse(name, out var uuid) ? uuid
        : new Guid($"00000000-0000-4000-8000-{Convert.ToHexString(Encoding.ASCII.GetBytes(name)).PadLeft(12, '0').ToLowerInvariant()}");

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
