using System.CommandLine;
using Amazon.S3;
using Nonolive.LocalCloud.Aws;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Cli;

/// <summary><c>nono set-aside</c>: moves files that end too early out of the way of the jobs.</summary>
internal static class SetAsideCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where to look, such as s3://BUCKET/events/dt=2026-03-10/." };
        var lake = new Option<string?>("--lake") { Description = "A folder that holds the buckets; without it AWS, by the usual credentials." };
        var command = new Command("set-aside", "Move gzip files that are broken or cut off to quarantine/objects/ and keep the lines that can be read.") { folder, lake };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(folder)!, parsed.GetValue(lake), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string? lake, CancellationToken cancellation)
    {
        var count = 0;
        using var s3 = lake is null ? Client() : null;
        IObjectStore store = s3 is null ? new FileObjectStore(lake!) : new S3ObjectStore(s3);
        await foreach (var damaged in DamagedObjects.SetAsideAsync(store, ObjectUri.Parse(folder), cancellation))
        {
            count++;
            Console.WriteLine($"{damaged.Object}: {damaged.Reason}: {damaged.Recovered} lines kept, the file lies in {damaged.SetAside}");
        }
        Console.WriteLine(count == 0 ? "Every file can be read to its end." : $"{count} files set aside.");
        return 0;
    }

    // An emulator takes any region.
    private static IAmazonS3 Client() => AwsEmulatorClients.CreateGivenS3("us-east-1") ?? new AmazonS3Client();
}
