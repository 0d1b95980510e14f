using Nonolive.Replication.Definition;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>A replication that the program registered.</summary>
/// <param name="Arn">The task's ARN.</param>
/// <param name="Definition">What it is to do.</param>
/// <param name="StartAtOnce">Whether the program wants it started.</param>
internal sealed record RegisteredReplication(string Arn, ReplicationDefinition Definition, bool StartAtOnce);

/// <summary>
/// DMS endpoints, tasks and serverless configurations. Endpoint and task settings are handed to the replication engine as
/// they are registered: it refuses what it does not implement.
/// </summary>
internal sealed class ReplicationKinds(Inventory inventory, Action<RegisteredReplication> register)
{
    private const string SourceType = "aws:dms/endpoint:Endpoint";
    private const string TargetType = "aws:dms/s3Endpoint:S3Endpoint";

    public IEnumerable<ResourceKind> All() =>
    [
        new(SourceType,
            "endpointId= endpointType engineName databaseName secretsManagerArn secretsManagerAccessRoleArn sslMode certificateArn kmsKeyArn postgresSettings mysqlSettings serverName port username password extraConnectionAttributes",
            "{name}", ("endpointArn", "arn:{partition}:dms:{region}:{account}:endpoint:{name}")),
        new(TargetType,
            "endpointId= endpointType bucketName bucketFolder expectedBucketOwner serviceAccessRoleArn dataFormat parquetVersion compressionType encodingType enableStatistics encryptionMode serverSideEncryptionKmsKeyId includeOpForFullLoad timestampColumnName useTaskStartTimeForFullLoadTimestamp parquetTimestampInMillisecond datePartitionEnabled datePartitionSequence datePartitionDelimiter datePartitionTimezone cdcMaxBatchInterval cdcMinFileSize cdcInsertsOnly cdcInsertsAndUpdates cdcPath preserveTransactions glueCatalogGeneration sslMode kmsKeyArn certificateArn maxFileSize dataPageSize dictPageSizeLimit rowGroupLength addColumnName addTrailingPaddingCharacter cannedAclForObjects csvDelimiter csvRowDelimiter csvNullValue csvNoSupValue useCsvNoSupValue rfc4180 ignoreHeaderRows externalTableDefinition detachTargetOnLobLookupFailureParquet",
            "{name}", ("endpointArn", "arn:{partition}:dms:{region}:{account}:endpoint:{name}"), ("engineDisplayName", "Amazon S3")),
        new("aws:dms/replicationTask:ReplicationTask",
            "replicationTaskId= migrationType replicationInstanceArn sourceEndpointArn targetEndpointArn tableMappings replicationTaskSettings startReplicationTask cdcStartPosition cdcStartTime resourceIdentifier",
            "{name}", ("replicationTaskArn", "arn:{partition}:dms:{region}:{account}:task:{name}"), ("status", "ready"))
        {
            Realize = (request, outputs, _) =>
            {
                if (inventory.FindBy("aws:dms/replicationInstance:ReplicationInstance", "replicationInstanceArn", request.Required("replicationInstanceArn")) is null)
                    throw request.Wrong("replicationInstanceArn", $"is '{request.Required("replicationInstanceArn")}', which is no instance of the stack");
                Register(request, (string)outputs["replicationTaskArn"]!, request.Inputs, request.Flag("startReplicationTask"));
                return Task.CompletedTask;
            },
        },
        new("aws:dms/replicationConfig:ReplicationConfig",
            "replicationConfigIdentifier= replicationType sourceEndpointArn targetEndpointArn tableMappings replicationSettings supplementalSettings startReplication computeConfig resourceIdentifier",
            "{name}", ("arn", "arn:{partition}:dms:{region}:{account}:replication-config:{name}"))
        {
            Realize = (request, outputs, _) =>
            {
                var task = new Dictionary<string, object?>
                {
                    ["replicationTaskId"] = outputs["replicationConfigIdentifier"],
                    ["migrationType"] = request.Required("replicationType"),
                    ["tableMappings"] = request.Required("tableMappings"),
                };
                if (request.Text("replicationSettings") is { } settings)
                    task["replicationTaskSettings"] = settings;
                Register(request, (string)outputs["arn"]!, task, request.Flag("startReplication"));
                return Task.CompletedTask;
            },
        },
    ];

    private void Register(ResourceRequest request, string arn, IReadOnlyDictionary<string, object?> task, bool start)
    {
        var source = Endpoint(request, "sourceEndpointArn", SourceType);
        var target = Endpoint(request, "targetEndpointArn", TargetType);
        register(new RegisteredReplication(arn, ReplicationDefinition.Parse(source.Inputs, target.Inputs, task), start));
    }

    private InventoryResource Endpoint(ResourceRequest request, string input, string type) =>
        inventory.FindBy(type, "endpointArn", request.Required(input))
        ?? throw request.Wrong(input, $"is '{request.Required(input)}', which is no {type} of the stack");
}
