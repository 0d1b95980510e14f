using System.Collections.Immutable;
using System.Text.Json;
using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Tests;

/// <summary>Definitions as the infrastructure program registers them: property bags with Pulumi's names and kinds of values.</summary>
internal static class Definitions
{
    public static Dictionary<string, object?> SourceEndpoint(params (string Key, object? Value)[] more) => With(
        new()
        {
            ["endpointId"] = "nonolive-test-source",
            ["endpointType"] = "source",
            ["engineName"] = "aurora-postgresql",
            ["databaseName"] = "nonolive",
            ["secretsManagerArn"] = "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:aurora",
            ["secretsManagerAccessRoleArn"] = "arn:aws:iam::111122223333:role/dms",
            ["sslMode"] = "require",
            ["postgresSettings"] = ImmutableDictionary<string, object>.Empty.Add("mapBooleanAsBoolean", true),
            ["tags"] = ImmutableDictionary<string, object>.Empty.Add("Project", "nonolive"),
        }, more);

    public static Dictionary<string, object?> S3Endpoint(params (string Key, object? Value)[] more) => With(
        new()
        {
            ["endpointId"] = "nonolive-test-lake",
            ["endpointType"] = "target",
            ["bucketName"] = "data",
            ["bucketFolder"] = "aurora",
            ["serviceAccessRoleArn"] = "arn:aws:iam::111122223333:role/dms",
            ["dataFormat"] = "parquet",
            ["compressionType"] = "GZIP",
            ["includeOpForFullLoad"] = true,
            ["timestampColumnName"] = "dms_commit_ts",
            ["datePartitionEnabled"] = true,
            ["cdcMaxBatchInterval"] = 60.0,
        }, more);

    public static Dictionary<string, object?> Task(string id, string mappings, params (string Key, object? Value)[] more) => With(
        new()
        {
            ["replicationTaskId"] = id,
            ["migrationType"] = "full-load-and-cdc",
            ["tableMappings"] = mappings,
            ["sourceEndpointArn"] = "arn:source",
            ["targetEndpointArn"] = "arn:target",
            ["replicationInstanceArn"] = "arn:instance",
        }, more);

    /// <summary>Table mappings that include some tables of <c>shop</c> and add the change sequence.</summary>
    public static string Mappings(params string[] tables) => Rules(
        [.. tables.Select((table, i) => Selection(i + 1, table)), ChangeSequence]);

    public static string Rules(params string[] rules) => $$"""{"rules":[{{string.Join(",", rules)}}]}""";

    public static string Selection(int id, string table, string more = "") =>
        $$"""{"rule-type":"selection","rule-id":"{{id}}","rule-name":"include-{{id}}","rule-action":"include","object-locator":{"schema-name":"shop","table-name":{{JsonSerializer.Serialize(table)}}}{{more}}}""";

    public static string ChangeSequence { get; } =
        """{"rule-type":"transformation","rule-id":"900","rule-name":"seq","rule-target":"column","rule-action":"add-column","object-locator":{"schema-name":"%","table-name":"%"},"value":"change_seq","expression":"$AR_H_CHANGE_SEQ","data-type":{"type":"string","length":35}}""";

    public static ReplicationDefinition Parse(
        string mappings, (string Key, object? Value)[]? endpoint = null, (string Key, object? Value)[]? task = null, (string Key, object? Value)[]? source = null,
        DmsBehaviour? behaviour = null) =>
        ReplicationDefinition.Parse(SourceEndpoint(source ?? []), S3Endpoint(endpoint ?? []), Task("nonolive-test", mappings, task ?? []), behaviour);

    private static Dictionary<string, object?> With(Dictionary<string, object?> values, (string Key, object? Value)[] more)
    {
        foreach (var (key, value) in more)
            values[key] = value;
        return values;
    }
}
