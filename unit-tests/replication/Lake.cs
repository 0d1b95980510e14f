using Nonolive.Pipeline.Storage;
using ParquetSharp;

namespace Nonolive.Replication.Tests;

/// <summary>A lake in a temporary folder, and what a reader makes of it.</summary>
internal sealed class Lake : IDisposable
{
    public Lake()
    {
        Folder = Directory.CreateTempSubdirectory("nonolive-lake-").FullName;
        Store = new FileObjectStore(Folder);
    }

    public string Folder { get; }

    public IObjectStore Store { get; }

    public async Task<IReadOnlyList<string>> KeysAsync(string prefix = "")
    {
        var keys = new List<string>();
        await foreach (var found in Store.ListAsync("data", prefix))
            keys.Add(found.Key);
        return keys;
    }

    /// <summary>Rows of the Parquet objects of a table, in the order of the keys; values in a text form, NULL as null.</summary>
    public async Task<IReadOnlyList<Dictionary<string, string?>>> RowsAsync(string table, string infix = "")
    {
        var rows = new List<Dictionary<string, string?>>();
        foreach (var key in (await KeysAsync($"aurora/shop/{table}/")).Where(key => key.Contains(infix, StringComparison.Ordinal)))
            rows.AddRange(ReadParquet(key));
        return rows;
    }

    public IEnumerable<Dictionary<string, string?>> ReadParquet(string key)
    {
        using var file = new ParquetFileReader(Path.Combine(Folder, "data", key));
        for (var g = 0; g < file.FileMetaData.NumRowGroups; g++)
        {
            using var group = file.RowGroup(g);
            var count = (int)group.MetaData.NumRows;
            var rows = Enumerable.Range(0, count).Select(_ => new Dictionary<string, string?>()).ToArray();
            for (var c = 0; c < file.FileMetaData.NumColumns; c++)
            {
                var name = file.FileMetaData.Schema.Column(c).Name;
                using var column = group.Column(c).LogicalReader();
                var values = column.Apply(new Values(count));
                for (var r = 0; r < count; r++)
                    rows[r][name] = values[r];
            }
            foreach (var row in rows)
                yield return row;
        }
    }

    /// <summary>
    /// What a table holds after load and changes, as the snapshot jobs build it: the last change of each key wins, in the
    /// order of the change sequence, duplicates and all.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, Dictionary<string, string?>>> ReplayAsync(string table, params string[] key)
    {
        var state = new Dictionary<string, Dictionary<string, string?>>();
        foreach (var row in (await RowsAsync(table)).OrderBy(row => row["change_seq"] ?? "", StringComparer.Ordinal))
        {
            var id = string.Join("|", key.Select(column => row[column]));
            if (row["Op"] == "D")
                state.Remove(id);
            else
                state[id] = row;
        }
        return state;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private sealed class Values(int count) : ILogicalColumnReaderVisitor<string?[]>
    {
        public string?[] OnLogicalColumnReader<TValue>(LogicalColumnReader<TValue> reader) =>
            [.. reader.ReadAll(count).Select(value => value switch
            {
                null => null,
                byte[] bytes => Convert.ToHexString(bytes),
                ParquetSharp.DateTimeNanos nanos => nanos.ToString(),
                DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff"),
                TimeSpan span => span.ToString(),
                decimal number => number.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture),
                bool flag => flag ? "true" : "false",
                var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture),
            })];
    }
}
