using Nonolive.Infra.Iam;
using Nonolive.Infra.Settings;
using Nonolive.Infra.StateMachine;
using Nonolive.Pipeline.Lake;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What a Hive job may do, on a cluster or serverless: read the lake, write tables and report rows, but publish nothing.</summary>
internal static class HiveRights
{
    // https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-hive-metastore-glue.html
    private static readonly string[] MetastoreActions =
    [
        "glue:GetDatabase", "glue:GetDatabases", "glue:GetUserDefinedFunctions",
        "glue:CreateTable", "glue:UpdateTable", "glue:DeleteTable", "glue:GetTable", "glue:GetTables", "glue:GetTableVersions",
        "glue:CreatePartition", "glue:BatchCreatePartition", "glue:UpdatePartition", "glue:DeletePartition", "glue:BatchDeletePartition",
        "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition",
        "glue:GetColumnStatisticsForTable", "glue:UpdateColumnStatisticsForTable", "glue:GetColumnStatisticsForPartition", "glue:UpdateColumnStatisticsForPartition",
    ];

    public static IEnumerable<Statement> Of(StackSettings settings, Lake lake, Input<string> keyArn)
    {
        var (data, result, code) = (lake.Data.Arn, lake.Result.Arn, lake.Code.Arn);
        yield return Statement.Allow(
            "FindObjects", ["s3:ListBucket", "s3:GetBucketLocation", "s3:ListBucketMultipartUploads"], new() { data, result, code });
        yield return Statement.Allow("ReadScripts", ["s3:GetObject"], PolicySets.Objects(code, JobPaths.Prefix));
        yield return Statement.Allow(
            "ReadLake", ["s3:GetObject"], PolicySets.Objects(data, LakeLayout.Events, LakeLayout.Aurora, LakeLayout.Warehouse, LakeLayout.Quarantine));
        yield return Statement.Allow(
            "WriteTables", ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], PolicySets.Objects(data, LakeLayout.Warehouse, LakeLayout.Quarantine));
        yield return Statement.Allow(
            "WriteReports", ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], PolicySets.Objects(result, LakeLayout.Reports));
        // Rows become current by the state machine's hand alone, after their audit.
        yield return Statement.Deny("PublishNothing", ["s3:PutObject", "s3:DeleteObject"], new()
        {
            Output.Format($"{result}/{LakeLayout.Reports}*/manifest.json"),
            Output.Format($"{result}/{LakeLayout.ReportIndex}"),
        });
        yield return Statement.Allow("Metastore", MetastoreActions, Catalog.Arns(settings));
        yield return Statement.Allow(
            "OpenSession", ["glue:GetDatabase"], $"arn:aws:glue:{settings.Region}:{settings.AccountId}:database/default");
        yield return PolicySets.UseKey("EncryptObjects", keyArn, settings.Region, ["s3"]);
    }
}
