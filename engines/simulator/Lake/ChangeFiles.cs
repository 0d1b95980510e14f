using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Lake;

/// <summary>Cuts changes into files as DMS does: by table and time. Some files are delivered twice, and out of order inside.</summary>
internal static class ChangeFiles
{
    // Long enough that some changes count as late, short enough for many files.
    private static readonly TimeSpan Batch = TimeSpan.FromMinutes(10);
    private const double RedeliveredShare = 0.05;

    /// <summary>The files of all changes, by table and time.</summary>
    public static IReadOnlyList<ChangeFile> Plan(ulong seed, IReadOnlyList<Change> changes)
    {
        var files = new List<ChangeFile>();
        var numbered = changes.Select((change, i) => new NumberedChange(change, Sequence(change.Commit, i + 1)));
        foreach (var table in numbered.GroupBy(change => change.Change.Row.Table.Name).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var dice = new Dice(seed, 71, (ulong)table.First().Sequence.Length, (ulong)table.Count());
            var last = DateTimeOffset.MinValue;
            foreach (var batch in table.GroupBy(change => change.Change.Commit.Ticks / Batch.Ticks))
            {
                var content = batch.ToList();
                var written = content[^1].Change.Commit.AddMilliseconds(15_000 + dice.Below(4000));
                written = written <= last ? last.AddMilliseconds(1) : written;
                files.Add(new ChangeFile(table.Key, written, content));
                if (dice.Chance(RedeliveredShare))
                    files.Add(new ChangeFile(table.Key, written = written.AddMilliseconds(1 + dice.Below(1000)), [.. content.AsEnumerable().Reverse()]));
                last = written;
            }
        }
        return files;
    }

    private static string Sequence(DateTimeOffset commit, long counter) => $"{commit.UtcDateTime:yyyyMMddHHmmssff}{counter:0000000000000000000}";
}
