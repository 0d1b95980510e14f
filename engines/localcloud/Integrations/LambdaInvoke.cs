using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Functions;
using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Integrations;

/// <summary>lambda:invoke: https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html</summary>
internal sealed class LambdaInvoke(IReadOnlyCollection<LocalFunction> functions) : ITaskIntegration
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    private const int MostBytes = 256 * 1024;

    public string Resource => "arn:aws:states:::lambda:invoke";

    public IReadOnlyDictionary<string, bool> Arguments { get; } = new Dictionary<string, bool> { ["FunctionName"] = true, ["Payload"] = false };

    public async Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation)
    {
        var name = arguments.Text("FunctionName");
        var function = functions.FirstOrDefault(function => function.Arn == name || function.Name == name)
            ?? throw new StateFailure("Lambda.ResourceNotFoundException", $"Function not found: {name}");
        using var request = new MemoryStream();
        await using (var writer = new System.Text.Json.Utf8JsonWriter(request))
            (arguments["Payload"] ?? new JsonObject()).WriteTo(writer);
        request.Position = 0;
        var response = await function.InvokeAsync(request, cancellation);
        if (response.Length > MostBytes)
            throw new StateFailure("States.DataLimitExceeded", $"The function {name} answered {response.Length} bytes; a state keeps {MostBytes}.");
        return new JsonObject { ["ExecutedVersion"] = "$LATEST", ["Payload"] = JsonNode.Parse(response), ["StatusCode"] = 200 };
    }
}
