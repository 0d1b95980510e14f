using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Lake;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>
/// The function that sets damaged event objects aside. A function, and not the Hive nodes, so that what runs queries need not
/// be allowed to delete what the application collected.
/// </summary>
internal sealed class SetAside : Stage
{
    // One processor's worth (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html); unpacking uses one.
    private const int MemoryMb = 1769;
    private const int MostSeconds = 900;

    public SetAside(StackSettings settings, FunctionPackage package, Lake lake, Output<string> keyArn, ComponentResourceOptions? options = null)
        : base("SetAside", settings, options)
    {
        var logs = new Aws.CloudWatch.LogGroup("set-aside-logs", new()
        {
            Name = $"/aws/lambda/{Name("set-aside")}",
            RetentionInDays = settings.Retention.LogDays,
            KmsKeyId = keyArn,
        }, Child);
        var role = Role("set-aside", "Sets damaged event objects aside", PolicyDocument.Trust("lambda.amazonaws.com", FromThisAccount));
        var granted = Grant("set-aside", role, new([.. Rights(lake, logs, keyArn)]));
        var function = new Aws.Lambda.Function("set-aside", new()
        {
            Name = Name("set-aside"),
            Description = "Moves event objects that cannot be unpacked to quarantine and keeps their complete lines",
            Role = role.Arn,
            Runtime = "dotnet10",
            Architectures = { "arm64" },
            Handler = "Nonolive.Functions::Nonolive.Functions.SetAsideFunction::HandleAsync",
            Code = package.Code,
            SourceCodeHash = package.Digest,
            MemorySize = MemoryMb,
            Timeout = MostSeconds,
            TracingConfig = new Aws.Lambda.Inputs.FunctionTracingConfigArgs { Mode = "Active" },
            LoggingConfig = new Aws.Lambda.Inputs.FunctionLoggingConfigArgs { LogFormat = "JSON", LogGroup = logs.Name },
        }, new CustomResourceOptions { Parent = this, DependsOn = { granted } });
        FunctionArn = function.Arn;
        RegisterOutputs();
    }

    public Output<string> FunctionArn { get; }

    private IEnumerable<Statement> Rights(Lake lake, Aws.CloudWatch.LogGroup logs, Output<string> keyArn)
    {
        var events = PolicySets.Objects(lake.Data.Arn, LakeLayout.Events);
        yield return PolicySets.List("FindEvents", lake.Data.Arn, $"{LakeLayout.Events}*");
        yield return Statement.Allow("ReplaceEvents", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], events);
        yield return Statement.Allow("KeepDamaged", ["s3:PutObject"], PolicySets.Objects(lake.Data.Arn, LakeLayout.DamagedObjects));
        yield return PolicySets.UseKey("UseKey", keyArn, Settings.Region, ["s3"]);
        yield return Statement.Allow("Log", ["logs:CreateLogStream", "logs:PutLogEvents"], Output.Format($"{logs.Arn}:*"));
        // https://docs.aws.amazon.com/xray/latest/devguide/security_iam_id-based-policy-examples.html
        yield return Statement.Allow("Trace", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*");
    }
}
