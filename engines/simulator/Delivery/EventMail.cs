using System.Text;
using Nonolive.Pipeline.Events;
using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Activity;
using Nonolive.Simulator.Database;

namespace Nonolive.Simulator.Delivery;

/// <summary>Writes all lines of all days through the collector's own writer, several viewers at a time.</summary>
internal sealed class EventMail(SimulationOptions options, BusinessDays days, Platform platform)
{
    // Viewers in one part; a part is the work of one writer and names its objects, so the lake is the same on any machine.
    private const int ViewersPerPart = 20_000;

    public async Task<long> WriteAsync(IObjectStore store, string bucket, CancellationToken cancellation)
    {
        var lines = 0L;
        var parts = Enumerable.Range(0, (platform.Viewers.Count + ViewersPerPart - 1) / ViewersPerPart);
        await Parallel.ForEachAsync(parts, cancellation, async (part, token) =>
            Interlocked.Add(ref lines, await WritePartAsync(store, bucket, part, token)));
        return lines;
    }

    private async Task<long> WritePartAsync(IObjectStore store, string bucket, int part, CancellationToken cancellation)
    {
        var dice = new Dice(options.Seed, 61, (ulong)part);
        var life = new ViewerLife(options, days, platform.Schedule);
        var postman = new Postman(options, days);
        var writer = new EventFileWriter(store, new EventFileOptions
        {
            Bucket = bucket,
            Host = $"sim{part:000}",
            NewId = time => Ulid.NewUlid(time, [.. BitConverter.GetBytes(dice.Next()), .. BitConverter.GetBytes((ushort)dice.Next())]).ToString(),
        });
        await using (writer)
        {
            for (var day = options.FirstDay; day <= options.LastDay; day = day.AddDays(1))
            {
                foreach (var viewer in platform.Viewers.Skip(part * ViewersPerPart).Take(ViewersPerPart))
                {
                    foreach (var line in postman.Deliver(life.Of(viewer, day), day))
                        await WriteAsync(writer, line, cancellation);
                }
            }
        }
        return writer.LinesStored;
    }

    private static Task WriteAsync(EventFileWriter writer, SimulatedLine line, CancellationToken cancellation)
    {
        if (line.Breakage >= 0)
            return writer.WriteLineAsync(LineWriter.BytesOf(line), DateTimeOffset.FromUnixTimeMilliseconds(line.ArrivalMs), cancellation);
        var appEvent = LineWriter.EventOf(line);
        // A line that ends in CR LF, as from a proxy, is as good as any.
        return line.ArrivalMs % 97 == 0
            ? writer.WriteLineAsync(Encoding.UTF8.GetBytes(appEvent.ToJson() + "\r"), appEvent.ReceivedAt, cancellation)
            : writer.WriteAsync(appEvent, cancellation);
    }
}
