using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Tests;

[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ObjectStoreTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("nono-store-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task A_listing_is_in_key_order_and_takes_the_prefix_as_the_beginning_of_a_name()
    {
        var store = new FileObjectStore(_root);
        foreach (var key in (string[])["a/2", "a/10", "ab", "b/1"])
            await store.PutTextAsync(new ObjectUri("data", key), key);

        var found = await store.ListAsync("data", "a").Select(info => info.Key).ToListAsync();

        Assert.That(found, Is.EqualTo(["a/10", "a/2", "ab"]));
    }

    [Test]
    public async Task A_folder_is_listed_without_the_folders_in_it()
    {
        var store = new FileObjectStore(_root);
        foreach (var key in (string[])["a/2", "a/10", "a/sub/1", "ab", "b/1"])
            await store.PutTextAsync(new ObjectUri("data", key), key);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await store.ListFolderAsync("data", "a/").Select(info => info.Key).ToListAsync(), Is.EqualTo(["a/10", "a/2"]));
            Assert.That(await store.ListFolderAsync("data", "").Select(info => info.Key).ToListAsync(), Is.EqualTo(["ab"]));
            Assert.That(await store.ListFolderAsync("data", "none/").AnyAsync(), Is.False);
        }
    }

    [Test]
    public async Task A_put_that_fails_midway_leaves_the_old_object()
    {
        var store = new FileObjectStore(_root);
        var uri = new ObjectUri("data", "report.json");
        await store.PutTextAsync(uri, "old");

        Assert.That(async () => await store.PutAsync(uri, new BreakingStream()), Throws.InstanceOf<IOException>());

        Assert.That(await store.ReadTextAsync(uri), Is.EqualTo("old"));
        Assert.That(await store.ListAsync("data", "").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task The_tag_changes_whenever_the_content_does()
    {
        var store = new FileObjectStore(_root);
        var uri = new ObjectUri("data", "a");
        var first = await store.PutTextAsync(uri, "one");
        var second = await store.PutTextAsync(uri, "other");

        Assert.That(second.ETag, Is.Not.EqualTo(first.ETag));
    }

    [Test]
    public void A_missing_object_is_named_with_the_command_that_lists_what_is_there() =>
        Assert.That(
            async () => await new FileObjectStore(_root).OpenReadAsync(new ObjectUri("data", "none")),
            Throws.InstanceOf<UserErrorException>().With.Message.Contains("s3://data/none").And.Message.Contains("aws s3 ls"));

    [Test]
    public void A_key_cannot_leave_the_lake() =>
        Assert.That(
            async () => await new FileObjectStore(_root).PutTextAsync(new ObjectUri("data", "../../outside"), "x"),
            Throws.InstanceOf<UserErrorException>());

    private sealed class BreakingStream : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => throw new IOException("cut");
    }
}
