using System.Text.Json.Nodes;
using Nonolive.Pipeline.Lake;

namespace Nonolive.Infra.StateMachine;

/// <summary>
/// Write, audit, publish: the rows and the audit's line lie under the run's prefix; one put of the manifest makes them
/// current, and the index follows. The shapes are those of <see cref="Nonolive.Pipeline.Publication.Manifest"/> and
/// <see cref="Nonolive.Pipeline.Publication.ReportIndex"/>.
/// </summary>
internal sealed class PublicationStates(MachineSettings settings)
{
    public const string First = "PublishReports";

    private const string RunFolder = $"'{LakeLayout.Reports}' & $report & '/dt=' & $dt & '/run=' & $run_id & '/'";

    public IEnumerable<(string Name, JsonObject State)> All()
    {
        var reports = new JsonArray([.. settings.Jobs.Reports.Select(report => JsonValue.Create(report))]);
        yield return (First, Reports(reports).Assign(new JsonObject { ["manifests"] = "{% $states.result %}" }).Then("PublishIndex"));
        // Runs of other days publish at the same time: the loser of a race reads the index again.
        yield return ("PublishIndex", Asl.Parallel(Index()).Retry("States.ALL", attempts: 8, seconds: 1).End());
    }

    private JsonObject Reports(JsonArray reports)
    {
        var map = Asl.Map("", Asl.Flow(
            ("Report", Asl.Pass(new JsonObject { ["report"] = "{% $states.input %}" }).Then("ListRun")),
            ("ListRun", Asl.Task("aws-sdk:s3:listObjectsV2", new JsonObject
            {
                ["Bucket"] = settings.ResultBucket,
                ["ExpectedBucketOwner"] = settings.Stack.AccountId,
                ["Prefix"] = $"{{% {RunFolder} %}}",
            }).Assign(new JsonObject
            {
                ["objects"] = "{% [$states.result.Contents[Size > 0 and $contains(Key, '/_audit/') = false].{ 'key': Key, 'etag': ETag, 'size': Size }] %}",
                ["evidence"] = "{% [$states.result.Contents[Size > 0 and $contains(Key, '/_audit/')].Key] %}",
                ["truncated"] = "{% $states.result.IsTruncated %}",
            }).Retry("States.TaskFailed", attempts: 3, seconds: 2).Then("IsAudited")),
            ("IsAudited", Asl.Choice("NotAudited",
                ("{% $truncated %}", "TooManyObjects"),
                ("{% $count($evidence) = 1 %}", "ReadAudit"))),
            ("ReadAudit", Get("{% $evidence[0] %}").Assign(new JsonObject { ["audit"] = "{% $parse($states.result.Body) %}" })
                .Retry("States.TaskFailed", attempts: 3, seconds: 2).Then("IsPassed")),
            ("IsPassed", Asl.Choice("NotPassed",
                ("{% $audit.report = $report and $count($audit.checks[passed = false]) = 0 %}", "PutManifest"))),
            ("PutManifest", Put($"{{% '{LakeLayout.Reports}' & $report & '/dt=' & $dt & '/manifest.json' %}}", Manifest())
                .Output(new JsonObject
                {
                    ["report"] = "{% $report %}",
                    ["rows"] = "{% $audit.rows %}",
                    ["schema_version"] = "{% $audit.schema_version %}",
                    ["published_at"] = "{% $states.context.State.EnteredTime %}",
                }).Retry("States.TaskFailed", attempts: 3, seconds: 2).End()),
            ("NotAudited", Asl.Fail("NotAudited", $"{{% 'There is not one audit line but ' & $string($count($evidence)) & ' under ' & {RunFolder} & '_audit/.' %}}")),
            ("NotPassed", Asl.Fail("NotPassed", $"{{% 'The audit of ' & {RunFolder} & ' has a failed check or names another report: ' & $string($audit) %}}")),
            ("TooManyObjects", Asl.Fail("TooManyObjects", $"{{% 'There are more than 1000 objects under ' & {RunFolder} & '.' %}}"))));
        map["Items"] = reports;
        return map;
    }

    private static JsonObject IndexOf(string reports) => new() { ["reports"] = reports };

    private JsonObject Manifest() => new()
    {
        ["report"] = "{% $report %}",
        ["dt"] = "{% $dt %}",
        ["run_id"] = "{% $run_id %}",
        ["published_at"] = "{% $states.context.State.EnteredTime %}",
        ["schema_version"] = "{% $audit.schema_version %}",
        ["code_digest"] = settings.Jobs.Digest,
        ["objects"] = "{% $objects %}",
        ["rows"] = "{% $audit.rows %}",
        ["audits"] = "{% [$audit.checks.{ 'name': name, 'passed': passed }] %}",
    };

    private JsonObject Index()
    {
        const string published = "$merge($map($manifests, function($m) { { $m.report: $merge([$lookup($index.reports, $m.report), { $dt: "
            + "{ 'run_id': $run_id, 'published_at': $m.published_at, 'schema_version': $m.schema_version, 'rows': $m.rows } }]) } }))";
        return Asl.Flow(
            ("ReadIndex", Get(LakeLayout.ReportIndex).Assign(new JsonObject
            {
                ["index"] = "{% $parse($states.result.Body) %}",
                ["index_etag"] = "{% $states.result.ETag %}",
            }).Then("ReplaceIndex").Catch("S3.NoSuchKeyException", "NewIndex")),
            ("ReplaceIndex", Put(LakeLayout.ReportIndex, IndexOf($"{{% $merge([$index.reports, {published}]) %}}"), ("IfMatch", "{% $index_etag %}")).End()),
            ("NewIndex", Asl.Pass(new JsonObject { ["index"] = new JsonObject { ["reports"] = new JsonObject() } }).Then("CreateIndex")),
            ("CreateIndex", Put(LakeLayout.ReportIndex, IndexOf($"{{% {published} %}}"), ("IfNoneMatch", "*")).End()));
    }

    private JsonObject Get(string key) => Asl.Task("aws-sdk:s3:getObject", new JsonObject
    {
        ["Bucket"] = settings.ResultBucket,
        ["ExpectedBucketOwner"] = settings.Stack.AccountId,
        ["Key"] = key,
    });

    private JsonObject Put(string key, JsonObject body, (string Name, string Value)? condition = null)
    {
        var arguments = new JsonObject
        {
            ["Bucket"] = settings.ResultBucket,
            ["ExpectedBucketOwner"] = settings.Stack.AccountId,
            ["Key"] = key,
            ["ContentType"] = "application/json",
            ["Body"] = body,
        };
        if (condition is var (name, value))
            arguments[name] = value;
        return Asl.Task("aws-sdk:s3:putObject", arguments);
    }
}
