using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// What follows a job that read event objects and failed: one object that was cut off fails every query over its folder, so
/// such objects are set aside, somebody is told, and the job runs again. A day without a failure pays nothing for it.
/// </summary>
internal sealed class SetAsideStates(MachineSettings settings)
{
    // Small enough for an account whose Lambda allows ten calls at a time, which is what new accounts have.
    private const int Concurrency = 5;
    private const int HoursOfDay = 24;

    /// <summary>The job, what follows its failure, and the job again with its retries; <paramref name="end"/> leads on.</summary>
    public IEnumerable<(string Name, JsonObject State)> Around(Job job, Func<JsonObject> run, Func<JsonObject, JsonObject> end)
    {
        var (search, found, tell, again) = ($"{job.Name}_search", $"{job.Name}_found", $"{job.Name}_tell", $"{job.Name}_again");
        yield return (job.Name, end(run().Catch("States.TaskFailed", search)));
        yield return (search, Asl.Map(Folders(job), Asl.Flow(($"{job.Name}_set_aside", SetAside())), Concurrency)
            .Assign(new JsonObject { ["set_aside"] = "{% $sum($states.result) %}" }).Output(new JsonObject()).Then(found));
        yield return (found, Asl.Choice(again, ("{% $set_aside > 0 %}", tell)));
        yield return (tell, Tell().Output(new JsonObject()).Then(again).Catch("States.ALL", again));
        yield return (again, end(DayRun.Retried(run(), job)));
    }

    // Hour by hour, so that one call never has more to read than its quarter of an hour is enough for.
    private static string Folders(Job job)
    {
        var days = string.Join(", ", job.Arrivals.Select(day => $"${day}"));
        var index = $"($i - $i % {HoursOfDay}) / {HoursOfDay}";
        return $"{{% $map([0..{job.Arrivals.Count * HoursOfDay - 1}], function($i) {{ "
            + $"'{LakeLayout.EventDay}' & [{days}][{index}] & '{LakeLayout.EventHour}' & $substring('0' & $string($i % {HoursOfDay}), -2) & '/' }}) %}}";
    }

    // https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
    private JsonObject SetAside() => Asl.Task("lambda:invoke", new JsonObject
    {
        ["FunctionName"] = settings.SetAsideArn,
        ["Payload"] = new JsonObject { ["bucket"] = settings.DataBucket, ["folder"] = "{% $states.input %}" },
    }).Output("{% $states.result.Payload.objects %}").Retry("States.TaskFailed", attempts: 3, seconds: 5).End();

    private JsonObject Tell() => Asl.Task("sns:publish", new JsonObject
    {
        ["TopicArn"] = settings.TopicArn,
        ["Subject"] = $"Event files of {settings.Stack.Prefix} are damaged",
        ["Message"] = new JsonObject
        {
            ["stack"] = settings.Stack.Stack,
            ["execution"] = "{% $states.context.Execution.Id %}",
            ["day"] = "{% $dt %}",
            ["objects"] = "{% $set_aside %}",
            ["where"] = $"s3://{settings.DataBucket}/{LakeLayout.DamagedObjects}{LakeLayout.Events}",
            ["what"] = "These objects could not be unpacked to their end. Their complete lines are counted; the objects themselves lie there whole.",
        },
    }).Retry("States.TaskFailed", attempts: 3, seconds: 2);
}
