using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Nonolive.Infra.Preview;

/// <summary>
/// The outputs that AWS would give, in its own forms (https://docs.aws.amazon.com/service-authorization/latest/reference/):
/// policies name them, so that they can be evaluated without a cloud.
/// </summary>
internal sealed class AwsStates(string region, string account) : IStateSource
{
    public (string Id, ImmutableDictionary<string, object> State) Created(string type, string name, ImmutableDictionary<string, object> inputs)
    {
        string Given(string input, string otherwise) => inputs.TryGetValue(input, out var value) && value is string text ? text : otherwise;
        var named = Given("name", name);
        var state = inputs;
        var id = type switch
        {
            "aws:ec2/securityGroup:SecurityGroup" => Hex("sg", name),
            "aws:ec2/vpc:Vpc" => Hex("vpc", name),
            "aws:ec2/subnet:Subnet" => Hex("subnet", name),
            "aws:ec2/routeTable:RouteTable" => Hex("rtb", name),
            "aws:ec2/vpcEndpoint:VpcEndpoint" => Hex("vpce", name),
            "aws:s3/bucket:Bucket" => Given("bucket", name),
            "aws:emrserverless/application:Application" => Hex("00", name)[3..],
            "aws:sqs/queue:Queue" => $"https://sqs.{region}.amazonaws.com/{account}/{named}",
            _ => Given("name", name),
        };
        var arn = type switch
        {
            "aws:s3/bucket:Bucket" => $"arn:aws:s3:::{Given("bucket", name)}",
            "aws:kms/key:Key" => Arn("kms", $"key/{KeyId(name)}"),
            "aws:iam/role:Role" => $"arn:aws:iam::{account}:role/{named}",
            "aws:iam/policy:Policy" => $"arn:aws:iam::{account}:policy/{named}",
            "aws:iam/instanceProfile:InstanceProfile" => $"arn:aws:iam::{account}:instance-profile/{named}",
            "aws:sns/topic:Topic" => Arn("sns", named),
            "aws:sqs/queue:Queue" => Arn("sqs", named),
            "aws:lambda/function:Function" => Arn("lambda", $"function:{named}"),
            "aws:sfn/stateMachine:StateMachine" => Arn("states", $"stateMachine:{named}"),
            "aws:cloudwatch/logGroup:LogGroup" => Arn("logs", $"log-group:{named}"),
            "aws:cloudwatch/eventRule:EventRule" => Arn("events", $"rule/{named}"),
            "aws:scheduler/scheduleGroup:ScheduleGroup" => Arn("scheduler", $"schedule-group/{named}"),
            "aws:secretsmanager/secret:Secret" => Arn("secretsmanager", $"secret:{named}-AbCdEf"),
            "aws:emrserverless/application:Application" => Arn("emr-serverless", $"/applications/{id}"),
            "aws:dms/replicationConfig:ReplicationConfig" => Arn("dms", $"replication-config:{name}"),
            "aws:costexplorer/anomalyMonitor:AnomalyMonitor" => $"arn:aws:ce::{account}:anomalymonitor/{name}",
            _ => Arn(type.Split(':', '/')[1], name),
        };
        state = state.SetItem("arn", arn);
        return (id, type switch
        {
            "aws:kms/key:Key" => state.SetItem("keyId", KeyId(name)),
            "aws:s3/bucket:Bucket" => state.SetItem("bucket", id),
            "aws:sqs/queue:Queue" => state.SetItem("url", id),
            "aws:dms/endpoint:Endpoint" or "aws:dms/s3Endpoint:S3Endpoint" => state.SetItem("endpointArn", Arn("dms", $"endpoint:{name}")),
            "aws:dms/replicationInstance:ReplicationInstance" => state.SetItem("replicationInstanceArn", Arn("dms", $"rep:{name}")),
            "aws:dms/replicationTask:ReplicationTask" => state.SetItem("replicationTaskArn", Arn("dms", $"task:{name}")),
            "aws:rds/cluster:Cluster" => state.SetItem("endpoint", $"{name}.cluster-example.{region}.rds.amazonaws.com"),
            "aws:scheduler/schedule:Schedule" or "aws:scheduler/scheduleGroup:ScheduleGroup" => state.SetItem("name", named),
            _ => state,
        });
    }

    private string Arn(string service, string rest) => $"arn:aws:{service}:{region}:{account}:{rest}";

    private static string Hex(string prefix, string name) => $"{prefix}-{Digest(name)[..17]}";

    private static string KeyId(string name) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name))[..16]).ToString();

    private static string Digest(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
