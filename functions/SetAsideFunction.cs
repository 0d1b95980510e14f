using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.S3;
using Nonolive.Pipeline.Lake;
using Nonolive.Pipeline.Storage;

namespace Nonolive.Functions;

/// <summary>
/// The Lambda function that sets damaged event objects aside. The state machine calls it, folder by folder, once the job that
/// reads them has failed; <c>nono set-aside</c> does the same by hand.
/// </summary>
/// <param name="store">The lake.</param>
public sealed class SetAsideFunction(IObjectStore store)
{
    /// <summary>What Lambda calls it by: assembly, type and method.</summary>
    public const string Handler = $"{nameof(Nonolive)}.{nameof(Functions)}::{nameof(Nonolive)}.{nameof(Functions)}.{nameof(SetAsideFunction)}::{nameof(HandleAsync)}";

    // A result has to fit into a state machine's 256 KiB; the log has them all.
    private const int MostExamples = 10;

    /// <summary>As Lambda makes it: S3 by the function's role.</summary>
    public SetAsideFunction() : this(new S3ObjectStore(new AmazonS3Client()))
    {
    }

    /// <summary>Looks through one folder.</summary>
    /// <param name="request"><see cref="SetAsideRequest"/> as JSON.</param>
    /// <returns><see cref="SetAsideResult"/> as JSON.</returns>
    /// <exception cref="JsonException">The request is none.</exception>
    public async Task<Stream> HandleAsync(Stream request)
    {
        var wanted = await JsonSerializer.DeserializeAsync(request, SetAsideJson.Default.SetAsideRequest) ?? throw new JsonException("The request is null.");
        var result = new SetAsideResult(0, 0, []);
        await foreach (var damaged in DamagedObjects.SetAsideAsync(store, new ObjectUri(wanted.Bucket, wanted.Folder)))
        {
            Console.WriteLine($"{damaged.Object}: {damaged.Reason}: {damaged.Recovered} lines kept, the object lies in {damaged.SetAside}");
            result = new(result.Objects + 1, result.Lines + damaged.Recovered, [.. result.Examples.Append(damaged.Object.ToString()).Take(MostExamples)]);
        }
        var response = new MemoryStream();
        await JsonSerializer.SerializeAsync(response, result, SetAsideJson.Default.SetAsideResult);
        response.Position = 0;
        return response;
    }
}

/// <summary>Where to look.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Folder">The beginning of the keys, such as <c>events/dt=2026-03-10/hour=06/</c>.</param>
public sealed record SetAsideRequest(string Bucket, string Folder);

/// <summary>What was set aside.</summary>
/// <param name="Objects">How many objects.</param>
/// <param name="Lines">How many complete lines of them were kept.</param>
/// <param name="Examples">Where some of the objects lay.</param>
public sealed record SetAsideResult(int Objects, long Lines, IReadOnlyList<string> Examples);

[JsonSerializable(typeof(SetAsideRequest))]
[JsonSerializable(typeof(SetAsideResult))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
internal sealed partial class SetAsideJson : JsonSerializerContext;
