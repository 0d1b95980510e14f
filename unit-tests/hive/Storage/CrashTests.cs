using System.Runtime.CompilerServices;
using Nonolive.Hive.Metastore;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Hive.Tests.Storage;

/// <summary>Writes that end at every single operation of the store: the rows are the old ones or the new ones, never others.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class CrashTests
{
    [TestCase("one file", 1)]
    [TestCase("several files", 3)]
    public async Task Overwriting_leaves_the_old_rows_or_the_new_ones(string _, int files)
    {
        var table = Lake.Table("s string");
        var outcomes = new HashSet<string>();
        for (var allowed = 0; ; allowed++)
        {
            FailingStore? failing = null;
            using var lake = new Lake(store => failing = new FailingStore(store));
            for (var i = 0; i < files; i++)
                await lake.Write(table, $"SELECT 'old{i}' AS s", overwrite: false);
            await lake.Put("s3://b/t/_hidden", "stays");
            var old = await lake.Read(table);
            failing!.ChangesAllowed = allowed;
            var failed = false;
            try
            {
                await lake.Write(table, "SELECT * FROM (VALUES ('new0'), ('new1')) t(s)");
            }
            catch (IOException)
            {
                failed = true;
            }
            failing.ChangesAllowed = int.MaxValue;
            var rows = await lake.Read(table);
            Assert.That(rows, Is.EqualTo(old).Or.EqualTo(new[] { "new0", "new1" }), $"after {allowed} changes");
            outcomes.Add(string.Join(',', rows));
            // Whatever was left behind, the next write works and leaves one file.
            await lake.Write(table, "SELECT 'next' AS s");
            Assert.That(await lake.Read(table), Is.EqualTo(new[] { "next" }), $"after {allowed} changes");
            Assert.That((await lake.Files("s3://b/t/")).Keys, Is.EqualTo(new[] { "t/000000_0", "t/_hidden" }), $"after {allowed} changes");
            if (!failed)
                break;
        }
        Assert.That(outcomes, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Adding_to_a_folder_whose_change_was_interrupted_finishes_it_first()
    {
        var table = Lake.Table("s string");
        for (var allowed = 1; allowed < 5; allowed++)
        {
            FailingStore? failing = null;
            using var lake = new Lake(store => failing = new FailingStore(store));
            await lake.Write(table, "SELECT 'a' AS s", overwrite: false);
            await lake.Write(table, "SELECT 'b' AS s", overwrite: false);
            failing!.ChangesAllowed = allowed;
            Assert.That(async () => await lake.Write(table, "SELECT 'new' AS s"), Throws.TypeOf<IOException>());
            failing.ChangesAllowed = int.MaxValue;
            var before = await lake.Read(table);
            await lake.Write(table, "SELECT 'added' AS s", overwrite: false);
            Assert.That(await lake.Read(table), Is.EqualTo(before.Append("added").Order(StringComparer.Ordinal)), $"after {allowed} changes");
        }
    }

    [Test]
    public async Task A_folder_of_partitions_is_changed_partition_by_partition()
    {
        using var lake = new Lake();
        var table = Lake.Table("s string", partitions: "dt string");
        lake.Metastore.AddDatabase(new HiveDatabase("d", "s3://b"));
        lake.Metastore.AddTable(table);
        await lake.Write(table, "SELECT 'a' AS s", true, "x");
        await lake.Put("s3://b/t/dt=x/left-over", "b\n");
        await lake.Write(table, "SELECT 'c' AS s", true, "x");
        Assert.That((await lake.Files("s3://b/t/")).Keys, Is.EqualTo(new[] { "t/dt=x/000000_0" }));
    }

    /// <summary>Fails every change beyond a number, as a process that dies there.</summary>
    private sealed class FailingStore(IObjectStore inner) : IObjectStore
    {
        internal int ChangesAllowed { get; set; } = int.MaxValue;

        public async IAsyncEnumerable<ObjectInfo> ListAsync(string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (var found in inner.ListAsync(bucket, prefix, cancellation))
                yield return found;
        }

        public Task<ObjectInfo?> HeadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.HeadAsync(uri, cancellation);

        public Task<Stream> OpenReadAsync(ObjectUri uri, CancellationToken cancellation = default) => inner.OpenReadAsync(uri, cancellation);

        public Task<ObjectInfo> PutAsync(ObjectUri uri, Stream content, PutOptions? options = null, CancellationToken cancellation = default)
        {
            Count();
            return inner.PutAsync(uri, content, options, cancellation);
        }

        public async Task DeleteAsync(string bucket, IReadOnlyCollection<string> keys, CancellationToken cancellation = default)
        {
            // S3 deletes one key after the other, so a crash may come between two.
            foreach (var key in keys)
            {
                Count();
                await inner.DeleteAsync(bucket, [key], cancellation);
            }
        }

        // No path on this machine: objects come through the cache, as from S3.
        public string? LocalPath(ObjectUri uri) => null;

        private void Count()
        {
            if (ChangesAllowed-- <= 0)
                throw new IOException("The process died here.");
        }
    }
}
