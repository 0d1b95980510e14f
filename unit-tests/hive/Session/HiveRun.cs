using Nonolive.Hive.Metastore;
using Nonolive.Hive.Session;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Tests.Session;

/// <summary>Runs scripts over a lake in a temporary folder, and gives rows as text.</summary>
internal sealed class HiveRun : IAsyncDisposable
{
    private readonly string _folder = TestFoldersAttribute.Create();

    public HiveRun(Func<HiveOptions, HiveOptions>? change = null)
    {
        Store = new FileObjectStore(_folder);
        Metastore = new InMemoryMetastore();
        Metastore.AddDatabase(new HiveDatabase("default", "s3://lake/warehouse"));
        var options = new HiveOptions { Store = Store, Metastore = Metastore, Threads = 1 };
        try
        {
            Session = new HiveSession(change?.Invoke(options) ?? options);
        }
        catch
        {
            // Nobody gets it, so nobody can dispose of it.
            Directory.Delete(_folder, recursive: true);
            throw;
        }
    }

    public FileObjectStore Store { get; }

    public InMemoryMetastore Metastore { get; }

    public HiveSession Session { get; }

    public Task PutAsync(string key, string text) => Store.PutTextAsync(new ObjectUri("lake", key), text);

    public Task<string> GetAsync(string key) => Store.ReadTextAsync(new ObjectUri("lake", key));

    /// <summary>The rows of the last statement, values separated by |, booleans and NULL as the CLI prints them.</summary>
    public async Task<string[]> RowsAsync(string script)
    {
        var last = new List<string>();
        await foreach (var result in Session.RunAsync(script, "test.sql"))
        {
            last.Clear();
            await foreach (var row in result.Rows)
                last.Add(string.Join('|', row.Select(Show)));
        }
        return [.. last];
    }

    /// <summary>The one value of one expression.</summary>
    public async Task<string> ValueAsync(string expression) => (await RowsAsync($"select {expression}")).Single();

    public async ValueTask DisposeAsync()
    {
        await Session.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Show(object? value) => value switch
    {
        null => "NULL",
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd"),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF"),
        byte[] bytes => Convert.ToHexString(bytes),
        string text => text,
        System.Collections.IDictionary map => "{" + string.Join(',', map.Keys.Cast<object>().Select(key => $"{Show(key)}:{Show(map[key])}")) + "}",
        System.Collections.IEnumerable list => "[" + string.Join(',', list.Cast<object?>().Select(Show)) + "]",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
