using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>Retry fields and the rules on error names that Catch shares (https://states-language.net/#errors).</summary>
internal static class RetryReader
{
    // Names starting with States. that exist: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    private static readonly string[] Reserved =
    [
        "States.ALL", "States.BranchFailed", "States.DataLimitExceeded", "States.ExceedToleratedFailureThreshold", "States.HeartbeatTimeout",
        "States.Http.Socket", "States.IntrinsicFailure", "States.ItemReaderFailed", "States.NoChoiceMatched", "States.ParameterPathFailure",
        "States.Permissions", "States.QueryEvaluationError", "States.ResultPathMatchFailure", "States.ResultWriterFailed", "States.Runtime",
        "States.TaskFailed", "States.Timeout",
    ];

    public static List<Retrier> Retriers(FieldReader fields, string path, Action<string, string> fault)
    {
        var retriers = fields.Maps("Retry").Select((map, i) => Retrier(map, $"{path}.Retry[{i}]", fault)).ToList();
        CheckAll([.. retriers.Select(retrier => retrier.ErrorEquals)], $"{path}.Retry", fault);
        return retriers;
    }

    public static IReadOnlyList<string> Errors(FieldReader fields, string path, Action<string, string> fault)
    {
        var errors = fields.Texts("ErrorEquals");
        if (errors.Count == 0)
            fault($"{path}.ErrorEquals", "must name an error");
        foreach (var error in errors.Where(error => error.StartsWith("States.", StringComparison.Ordinal) && !Reserved.Contains(error)))
            fault($"{path}.ErrorEquals", $"'{error}' is no error that Step Functions knows");
        if (errors.Contains("States.ALL") && errors.Count > 1)
            fault($"{path}.ErrorEquals", "States.ALL must stand alone");
        return errors;
    }

    public static void CheckAll(IReadOnlyList<IReadOnlyList<string>> errors, string path, Action<string, string> fault)
    {
        for (var i = 0; i < errors.Count - 1; i++)
        {
            if (errors[i].Contains("States.ALL"))
                fault($"{path}[{i}]", "with States.ALL must come last");
        }
    }

    private static Retrier Retrier(JsonObject map, string path, Action<string, string> fault)
    {
        var fields = new FieldReader(map, path, fault);
        fields.Text("Comment");
        var retrier = new Retrier(Errors(fields, path, fault))
        {
            IntervalSeconds = fields.Number("IntervalSeconds") ?? 1,
            MaxAttempts = (int)(fields.Number("MaxAttempts") ?? 3),
            BackoffRate = fields.Number("BackoffRate") ?? 2,
            MaxDelaySeconds = fields.Number("MaxDelaySeconds"),
        };
        if (retrier.IntervalSeconds is < 1 or > 31622400)
            fault($"{path}.IntervalSeconds", "must be from 1 to 31622400");
        if (retrier.MaxAttempts is < 0 or > 99999999)
            fault($"{path}.MaxAttempts", "must be from 0 to 99999999");
        if (retrier.BackoffRate < 1)
            fault($"{path}.BackoffRate", "must be at least 1");
        if (retrier.MaxDelaySeconds is { } most && most <= retrier.IntervalSeconds)
            fault($"{path}.MaxDelaySeconds", "must be more than IntervalSeconds");
        var jitter = fields.Text("JitterStrategy");
        if (jitter is not (null or "NONE" or "FULL"))
            fault($"{path}.JitterStrategy", "must be NONE or FULL");
        retrier = retrier with { FullJitter = jitter == "FULL" };
        fields.RefuseOthers();
        return retrier;
    }
}
