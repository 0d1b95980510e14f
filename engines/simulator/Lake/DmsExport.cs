using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Lake;

/// <summary>Writes the platform's records as DMS would have written them, without a database.</summary>
internal sealed class DmsExport(SimulationOptions options, BusinessDays days, Platform platform)
{
    // The full load runs an hour before the first day begins.
    private static readonly TimeSpan LoadLead = TimeSpan.FromHours(1);

    /// <summary>Writes the full load of an hour before a day, by default the first, and the changes since.</summary>
    public async Task WriteAsync(IObjectStore store, string bucket, DateOnly? startDay, CancellationToken cancellation)
    {
        var folder = new DmsFolder(store, bucket);
        var start = startDay ?? options.FirstDay;
        var load = DateTimeOffset.FromUnixTimeMilliseconds(days.Start(start)) - LoadLead;
        var loaded = load.UtcDateTime.ToString(DmsParquet.CommitFormat);
        var rows = start == options.FirstDay ? [.. platform.Initial] : RowsAt(load);
        foreach (var table in rows.GroupBy(row => row.Table))
            await folder.LoadAsync(table.Key, [.. table.Select(row => new DmsRow("I", loaded, Values(row), null))], cancellation);
        foreach (var file in ChangeFiles.Plan(options.Seed, platform.Changes))
        {
            List<DmsRow> changes = [.. file.Changes.Where(change => start == options.FirstDay || change.Change.Commit >= load).Select(Row)];
            if (changes.Count > 0)
                await folder.ChangesAsync(AuroraSchema.Table(file.Table), file.Written, changes, cancellation);
        }
    }

    // What the database holds at a moment, in the order in which the rows came.
    private List<Entity> RowsAt(DateTimeOffset moment)
    {
        var rows = new OrderedDictionary<string, Entity>();
        foreach (var row in platform.Initial)
            rows[KeyOf(row)] = row;
        foreach (var change in platform.Changes.TakeWhile(change => change.Commit < moment))
        {
            if (change.Kind == ChangeKind.Delete)
                rows.Remove(KeyOf(change.Row));
            else
                rows[KeyOf(change.Row)] = change.Row;
        }
        return [.. rows.Values];
    }

    private static string KeyOf(Entity row)
    {
        var values = Values(row);
        return string.Join('|', row.Table.Key.Select(column => values[column]).Prepend(row.Table.Name));
    }

    private static DmsRow Row(NumberedChange numbered)
    {
        var change = numbered.Change;
        var values = Values(change.Row);
        // With the default replica identity PostgreSQL tells only the key of a deleted row.
        if (change.Kind == ChangeKind.Delete)
            values = values.Where(pair => change.Row.Table.Key.Contains(pair.Key)).ToDictionary();
        return new DmsRow(Op(change.Kind), change.Commit.UtcDateTime.ToString(DmsParquet.CommitFormat), values, numbered.Sequence);
    }

    private static string Op(ChangeKind kind) => kind switch
    {
        ChangeKind.Insert => "I",
        ChangeKind.Update => "U",
        _ => "D",
    };

    private static Dictionary<string, object?> Values(Entity row) =>
        row.Table.Columns.Zip(row.Values).ToDictionary(pair => pair.First.Name, pair => pair.Second);
}
