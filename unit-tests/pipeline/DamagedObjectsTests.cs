using System.IO.Compression;
using System.Text;
using CsCheck;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Pipeline.Tests;

/// <summary>Objects that end too early or are broken, cut and broken at any byte.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
internal sealed class DamagedObjectsTests
{
    private const string Folder = "events/dt=2026-03-10/hour=06/";

    private static readonly Gen<List<string>> Lines = Gen.String[Gen.Char['a', 'z'], 0, 300].List[1, 40];

    [Test]
    public Task Every_line_that_was_written_before_the_cut_is_kept_and_nothing_else() => Gen.Select(Lines, Gen.Double[0, 1]).SampleAsync(async (lines, part) =>
    {
        var (content, ends) = Packed(lines);
        var cut = (int)(part * (content.Length - 1));
        var (kept, damaged) = await SetAsideAsync(content[..cut]);
        // An empty object is an empty file to Hive, and no damage.
        Assert.That(damaged, Has.Count.EqualTo(cut == 0 ? 0 : 1));
        Assert.That(kept, Is.EqualTo(lines.Take(kept.Count)));
        Assert.That(kept, Has.Count.GreaterThanOrEqualTo(ends.Count(end => end <= cut)));
        Assert.That(damaged.Select(found => found.Reason), Is.All.EqualTo("it ends too early"));
        Assert.That(damaged.Sum(found => found.Recovered), Is.EqualTo(kept.Count));
    }, iter: 100);

    [Test]
    public Task Every_line_before_a_broken_byte_is_kept_but_for_the_one_that_ends_right_there() => Gen.Select(Lines, Gen.Double[0, 1]).SampleAsync(async (lines, part) =>
    {
        var (content, ends) = Packed(lines);
        // The header is of ten bytes; a block of type 3 does not exist.
        var at = ends.Prepend(10).ElementAt((int)(part * lines.Count));
        content[at] = 0xff;
        var (kept, damaged) = await SetAsideAsync(content);
        Assert.That(damaged, Has.Count.EqualTo(1));
        Assert.That(kept, Is.EqualTo(lines.Take(kept.Count)));
        Assert.That(kept, Has.Count.InRange(ends.Count(end => end < at), ends.Count(end => end <= at)));
    }, iter: 100);

    [Test]
    public async Task An_object_that_is_no_gzip_is_set_aside_and_leaves_nothing_behind()
    {
        var (kept, damaged) = await SetAsideAsync("plain\n"u8.ToArray());
        Assert.That(damaged.Single().Reason, Is.EqualTo("it is broken, or no gzip"));
        Assert.That(damaged.Single().Recovered, Is.Zero);
        Assert.That(kept, Is.Empty);
    }

    // Flushed after each line, so that it is known which bytes hold which lines.
    private static (byte[] Content, List<int> Ends) Packed(IEnumerable<string> lines)
    {
        using var content = new MemoryStream();
        var ends = new List<int>();
        using (var gzip = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var line in lines)
            {
                gzip.Write(Encoding.UTF8.GetBytes(line + "\n"));
                gzip.Flush();
                ends.Add((int)content.Length);
            }
        }
        return (content.ToArray(), ends);
    }

    private static async Task<(List<string> Kept, List<DamagedObject> Damaged)> SetAsideAsync(byte[] content)
    {
        var folder = Directory.CreateTempSubdirectory("nono-damaged-");
        try
        {
            var store = new FileObjectStore(folder.FullName);
            await store.PutAsync(new ObjectUri("data", Folder + "phone.json.gz"), new MemoryStream(content));
            var damaged = await DamagedObjects.SetAsideAsync(store, new ObjectUri("data", Folder)).ToListAsync();
            if (damaged.Count > 0)
                Assert.That(await File.ReadAllBytesAsync(store.LocalPath(damaged[0].SetAside)!), Is.EqualTo(content));
            var kept = new List<string>();
            await foreach (var found in store.ListAsync("data", Folder))
            {
                if (found.Size == 0)
                    continue;
                await using var plain = new WholeGzipStream(await store.OpenReadAsync(found.Uri));
                kept.AddRange((await new StreamReader(plain).ReadToEndAsync()).Split('\n')[..^1]);
            }
            return (kept, damaged);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
