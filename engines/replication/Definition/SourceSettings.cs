namespace Nonolive.Replication.Definition;

/// <summary>What the source endpoint says of reading PostgreSQL (aws:dms/endpoint:Endpoint).</summary>
public sealed record SourceSettings
{
    /// <value>Whether boolean columns stay boolean; otherwise they become the texts <c>true</c> and <c>false</c>.</value>
    public bool MapBooleanAsBoolean { get; init; }

    /// <value>Whether numeric columns without precision become texts instead of NUMERIC(28,6).</value>
    public bool MapUnboundedNumericAsString { get; init; }

    /// <value>Whether a value larger than LobMaxSize stops the task instead of being cut.</value>
    public bool FailTasksOnLobTruncation { get; init; }

    /// <value>A replication slot that exists already, for a task that only captures changes.</value>
    public string? SlotName { get; init; }

    internal static SourceSettings Parse(PropertyBag bag)
    {
        bag.NoEffect("endpointId", "region", "tags", "tagsAll", "kmsKeyArn", "certificateArn", "pauseReplicationTasks");
        // Where the source is and who reads it comes with the connection string that the task is started with.
        bag.NoEffect("serverName", "port", "databaseName", "username", "password", "secretsManagerArn", "secretsManagerAccessRoleArn");
        bag.Choice("sslMode", "none", ("none", "none"), ("require", "require"), ("verify-ca", "verify-ca"), ("verify-full", "verify-full"));
        bag.Choice("endpointType", "source", ("source", "source"));
        if (bag.RequiredText("engineName") is { Length: > 0 } engine && engine is not ("postgres" or "aurora-postgresql"))
            bag.Faults.Add(ReplicationErrors.NotImplemented(bag.Where, "engineName", engine, "only postgres and aurora-postgresql are read"));
        if (bag.Has("secretsManagerArn") && bag.Has("password"))
        {
            bag.Faults.Add(ReplicationErrors.Contradiction(
                bag.Where, "it has both secretsManagerArn and password, and DMS takes one of them", "Remove the password."));
        }
        foreach (var key in (string[])
            [
                "elasticsearchSettings", "kafkaSettings", "kinesisSettings", "mongodbSettings", "mysqlSettings", "oracleSettings", "redisSettings",
                "redshiftSettings", "serviceAccessRole",
            ])
        {
            bag.Refuse(key, "it belongs to another engine");
        }
        var settings = new SourceSettings();
        if (bag.Section("postgresSettings") is { } section)
            settings = settings.Read(section);
        if (bag.Text("extraConnectionAttributes") is { Length: > 0 } attributes)
            settings = settings.Read(Attributes(bag, attributes));
        bag.End();
        return settings;
    }

    private SourceSettings Read(PropertyBag bag)
    {
        bag.NoEffect("executeTimeout", "heartbeatEnable", "heartbeatFrequency", "heartbeatSchema", "ddlArtifactsSchema", "maxFileSize");
        // DDL shows itself here in the change stream, so the event trigger that DMS installs is not needed.
        bag.NoEffect("captureDdls");
        bag.NoEffect("serviceAccessRoleArn");
        bag.Choice("pluginName", "pglogical", ("pglogical", "pglogical"), ("test-decoding", "test-decoding"), ("test_decoding", "test-decoding"), ("no-preference", "any"));
        bag.Only("databaseMode", "default", "Babelfish is not read");
        bag.Refuse("babelfishDatabaseName", "Babelfish is not read");
        bag.Refuse("afterConnectScript", "scripts on connect are not run");
        bag.Only("mapJsonbAsClob", false, "jsonb is NCLOB already");
        bag.Only("mapLongVarcharAs", "wstring", "long varchar stays WSTRING");
        bag.Choice("authenticationMethod", "password", ("password", "password"), ("iam", "iam"));
        var read = this with
        {
            MapBooleanAsBoolean = bag.Flag("mapBooleanAsBoolean", MapBooleanAsBoolean),
            MapUnboundedNumericAsString = bag.Flag("mapUnboundedNumericAsString", MapUnboundedNumericAsString),
            FailTasksOnLobTruncation = bag.Flag("failTasksOnLobTruncation", FailTasksOnLobTruncation),
            SlotName = bag.Text("slotName") ?? SlotName,
        };
        bag.End();
        return read;
    }

    // "oneSetting=value;thenAnother=value"; the guide itself writes the names in several cases.
    private static PropertyBag Attributes(PropertyBag bag, string text)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, value) = part.IndexOf('=') is > 0 and var at ? (part[..at].Trim(), part[(at + 1)..].Trim()) : (part, "");
            // Yes and no are what older examples of the guide write.
            if (!values.TryAdd(name, value switch { "Y" or "y" => "true", "N" or "n" => "false", _ => value }))
                bag.Faults.Add(ReplicationErrors.Invalid(bag.Where, "extraConnectionAttributes", text, $"a list that has '{name}' once"));
        }
        return new PropertyBag(bag.Where + ".extraConnectionAttributes", values, bag.Faults, StringComparer.OrdinalIgnoreCase);
    }
}
