using Nonolive.Replication.Mapping;

namespace Nonolive.Replication.Definition;

/// <summary>What a replication is to do, read from the three resources that the infrastructure program registers.</summary>
public sealed record ReplicationDefinition
{
    /// <value>The task's name.</value>
    public required string TaskId { get; init; }

    /// <value>Load, changes or both.</value>
    public required MigrationType MigrationType { get; init; }

    /// <value>How PostgreSQL is read.</value>
    public required SourceSettings Source { get; init; }

    /// <value>How objects are written.</value>
    public required TargetSettings Target { get; init; }

    /// <value>How the task runs.</value>
    public required TaskSettings Task { get; init; }

    /// <value>Which tables, and what becomes of them.</value>
    internal TableMappings Mappings { get; init; } = TableMappings.None;

    /// <value>What DMS does where its documentation does not say.</value>
    public required DmsBehaviour Behaviour { get; init; }

    /// <summary>
    /// Reads the inputs of a source endpoint (<c>aws:dms/endpoint:Endpoint</c>), a target endpoint
    /// (<c>aws:dms/s3Endpoint:S3Endpoint</c>) and a task (<c>aws:dms/replicationTask:ReplicationTask</c>), as Pulumi
    /// registers them.
    /// </summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">A setting is unknown, not implemented, out of range or contradicts another; all
    /// faults are listed at once.</exception>
    public static ReplicationDefinition Parse(
        IReadOnlyDictionary<string, object?> sourceEndpoint, IReadOnlyDictionary<string, object?> s3Endpoint,
        IReadOnlyDictionary<string, object?> replicationTask, DmsBehaviour? behaviour = null)
    {
        var faults = new Faults();
        var source = SourceSettings.Parse(new PropertyBag("source endpoint", sourceEndpoint, faults));
        var target = TargetSettings.Parse(new PropertyBag("S3 endpoint", s3Endpoint, faults));
        var bag = new PropertyBag("replication task", replicationTask, faults);
        bag.NoEffect(
            "region", "tags", "tagsAll", "replicationInstanceArn", "sourceEndpointArn", "targetEndpointArn", "resourceIdentifier", "startReplicationTask");
        bag.Refuse("cdcStartTime", "DMS cannot start at a time with a PostgreSQL source");
        bag.Refuse("cdcStartPosition", "changes start with the replication slot");
        var definition = new ReplicationDefinition
        {
            TaskId = bag.RequiredText("replicationTaskId"),
            MigrationType = bag.Choice(
                "migrationType", MigrationType.FullLoad, ("full-load", MigrationType.FullLoad), ("cdc", MigrationType.Changes),
                ("full-load-and-cdc", MigrationType.FullLoadAndChanges)),
            Source = source,
            Target = target,
            Task = bag.Text("replicationTaskSettings") is { Length: > 0 } settings && JsonBag.Parse("replicationTaskSettings", settings, faults) is { } document
                ? TaskSettings.Parse(document)
                : new TaskSettings(),
            Mappings = bag.RequiredText("tableMappings") is { Length: > 0 } mappings && JsonBag.Parse("tableMappings", mappings, faults) is { } rules
                ? TableMappings.Parse(rules)
                : TableMappings.None,
            Behaviour = behaviour ?? new DmsBehaviour(),
        };
        if (!bag.Has("migrationType"))
            faults.Add(ReplicationErrors.Missing(bag.Where, "migrationType"));
        if (source.SlotName is not null && definition.MigrationType != MigrationType.Changes)
        {
            faults.Add(ReplicationErrors.Contradiction(
                "source endpoint", "slotName is for a task of migrationType cdc; a full load needs a slot of its own", "Remove slotName."));
        }
        bag.End();
        faults.ThrowIfAny();
        return definition;
    }
}

/// <summary>What a task moves.</summary>
public enum MigrationType
{
    /// <summary>The tables as they are.</summary>
    FullLoad,

    /// <summary>Changes from the start of the task on.</summary>
    Changes,

    /// <summary>The tables as they are, then all later changes.</summary>
    FullLoadAndChanges,
}
