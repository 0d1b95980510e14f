using System.Text.Json.Nodes;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// One run at a time computes a day. S3's conditional puts are the lock: the first of two runs creates the day's object, or
/// replaces one that was released or has outlived the longest run
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
/// </summary>
internal sealed class LockStates(MachineSettings settings)
{
    private const string Key = $"{{% '{LakeLayout.Locks}dt=' & $dt & '.json' %}}";

    public JsonObject Take() => Asl.Map("{% $days %}", Asl.Flow(
        ("DayToLock", Asl.Pass(new JsonObject { ["dt"] = "{% $states.input %}" }).Then("ReadLock")),
        ("ReadLock", Read().Then("IsLockFree").Catch("S3.NoSuchKeyException", "CreateLock")),
        ("IsLockFree", Asl.Choice("DayIsBusy",
            ("{% $states.input.lock.owner = $states.context.Execution.Id %}", "ReplaceLock"),
            ("{% $states.input.lock.released %}", "ReplaceLock"),
            ("{% $toMillis($states.input.lock.expires_at) < $toMillis($states.context.State.EnteredTime) %}", "ReplaceLock"))),
        ("ReplaceLock", Put(released: false, "IfMatch", "{% $states.input.etag %}").End().Catch("States.TaskFailed", "LostRace")),
        ("CreateLock", Put(released: false, "IfNoneMatch", "*").End().Catch("States.TaskFailed", "LostRace")),
        ("DayIsBusy", Asl.Fail("DayIsBusy", "{% $dt & ' is being computed by ' & $states.input.lock.owner & ' until ' & $states.input.lock.expires_at & ' at the latest.' %}")),
        ("LostRace", Asl.Fail("DayIsBusy", "{% 'The lock of ' & $dt & ' could not be written: ' & $states.input.Cause %}"))));

    /// <summary>Releases what this execution holds; <paramref name="when"/> keeps state names unique, as the language demands.</summary>
    public JsonObject Release(string when = "") => Asl.Map("{% $days %}", Asl.Flow(
        ("DayToRelease" + when, Asl.Pass(new JsonObject { ["dt"] = "{% $states.input %}" }).Then("ReadOwnLock" + when)),
        ("ReadOwnLock" + when, Read().Then("IsOwnLock" + when).Catch("S3.NoSuchKeyException", "Released" + when)),
        ("IsOwnLock" + when, Asl.Choice("Released" + when, ("{% $states.input.lock.owner = $states.context.Execution.Id %}", "ReleaseLock" + when))),
        ("ReleaseLock" + when, Put(released: true, "IfMatch", "{% $states.input.etag %}").Then("Released" + when)),
        ("Released" + when, Asl.Succeed())));

    /// <summary>Releases the lock whose key is the input, if the execution of an expression holds it.</summary>
    public JsonObject ReleaseOf(string execution) => Asl.Flow(
        ("LockToRelease", Asl.Pass(new JsonObject { ["key"] = "{% $states.input %}" }).Then("ReadItsLock")),
        ("ReadItsLock", Read("{% $key %}").Then("IsItsLock")),
        ("IsItsLock", Asl.Choice("NotHeld", ($"{{% $states.input.lock.owner = {execution} and $states.input.lock.released = false %}}", "ReleaseItsLock"))),
        ("ReleaseItsLock", Asl.Task("aws-sdk:s3:putObject", new JsonObject
        {
            ["Bucket"] = settings.ResultBucket,
            ["ExpectedBucketOwner"] = settings.Stack.AccountId,
            ["Key"] = "{% $key %}",
            ["ContentType"] = "application/json",
            ["IfMatch"] = "{% $states.input.etag %}",
            ["Body"] = "{% $merge([$states.input.lock, { 'released': true }]) %}",
        }).Then("NotHeld")),
        ("NotHeld", Asl.Succeed()));

    private JsonObject Read(string key = Key) => Asl.Task("aws-sdk:s3:getObject", new JsonObject
    {
        ["Bucket"] = settings.ResultBucket,
        ["ExpectedBucketOwner"] = settings.Stack.AccountId,
        ["Key"] = key,
    }).Output(new JsonObject { ["lock"] = "{% $parse($states.result.Body) %}", ["etag"] = "{% $states.result.ETag %}" });

    private JsonObject Put(bool released, string condition, string etag) => Asl.Task("aws-sdk:s3:putObject", new JsonObject
    {
        ["Bucket"] = settings.ResultBucket,
        ["ExpectedBucketOwner"] = settings.Stack.AccountId,
        ["Key"] = Key,
        ["ContentType"] = "application/json",
        [condition] = etag,
        ["Body"] = new JsonObject
        {
            ["owner"] = "{% $states.context.Execution.Id %}",
            ["expires_at"] = "{% $fromMillis($toMillis($states.context.Execution.StartTime) + " + settings.Stack.Schedule.TimeoutMinutes * 60_000L + ") %}",
            ["released"] = released,
        },
    });
}
