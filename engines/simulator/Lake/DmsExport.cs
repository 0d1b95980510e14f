using Nonolive.Pipeline.Aurora;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Lake;

/// <summary>Writes the platform's records as DMS would have written them, without a database.</summary>
internal sealed class DmsExport(SimulationOptions options, BusinessDays days, Platform platform)
{
    // The full load runs an hour before the first day begins.
    private static readonly TimeSpan LoadLead = TimeSpan.FromHours(1);

    public async Task WriteAsync(IObjectStore store, string bucket, CancellationToken cancellation)
    {
        var folder = new DmsFolder(store, bucket);
        var loaded = (DateTimeOffset.FromUnixTimeMilliseconds(days.Start(options.FirstDay)) - LoadLead).UtcDateTime.ToString(DmsParquet.CommitFormat);
        foreach (var table in platform.Initial.GroupBy(row => row.Table))
            await folder.LoadAsync(table.Key, [.. table.Select(row => new DmsRow("I", loaded, Values(row), null))], cancellation);
        foreach (var file in ChangeFiles.Plan(options.Seed, platform.Changes))
            await folder.ChangesAsync(AuroraSchema.Table(file.Table), file.Written, [.. file.Changes.Select(Row)], cancellation);
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
