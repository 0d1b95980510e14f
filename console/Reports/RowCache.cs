using Nonolive.Pipeline.Publication;

namespace Nonolive.WebConsole.Reports;

/// <summary>The tables read last, up to a number of rows; keyed by what the manifest names, so a new run is never hidden.</summary>
internal sealed class RowCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, ReportTable Table)> _recent = new();
    private int _rows;

    public ReportTable? Find(Manifest manifest)
    {
        lock (_gate)
        {
            var key = KeyOf(manifest);
            for (var node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != key)
                    continue;
                _recent.Remove(node);
                _recent.AddFirst(node);
                return node.Value.Table;
            }
            return null;
        }
    }

    public void Keep(Manifest manifest, ReportTable table)
    {
        if (table.Rows.Count > capacity)
            return;
        lock (_gate)
        {
            _recent.AddFirst((KeyOf(manifest), table));
            _rows += Weight(table);
            while (_rows > capacity && _recent.Last is { } last)
            {
                _rows -= Weight(last.Value.Table);
                _recent.RemoveLast();
            }
        }
    }

    // An empty table costs a little too; otherwise the list could grow without end.
    private static int Weight(ReportTable table) => table.Rows.Count + 1;

    private static string KeyOf(Manifest manifest) =>
        $"{manifest.Report}/{manifest.Day:yyyy-MM-dd}/{manifest.RunId}/{manifest.PublishedAt:O}/{string.Join('/', manifest.Objects.Select(part => part.ETag))}";
}
