using Nonolive.Pipeline.Errors;
using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class DefinitionTests
{
    private static readonly string Mappings = Definitions.Mappings("users");

    [Test]
    public void What_the_program_registers_is_read()
    {
        var definition = Definitions.Parse(Mappings, task: [("replicationTaskSettings", """{"FullLoadSettings":{"MaxFullLoadSubTasks":3},"TargetMetadata":{"LobMaxSize":64}}""")]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(definition.MigrationType, Is.EqualTo(MigrationType.FullLoadAndChanges));
            Assert.That(definition.Source.MapBooleanAsBoolean, Is.True);
            Assert.That(definition.Target, Is.EqualTo(new TargetSettings
            {
                BucketName = "data",
                BucketFolder = "aurora",
                DataFormat = DataFormat.Parquet,
                Gzip = true,
                IncludeOpForFullLoad = true,
                TimestampColumnName = "dms_commit_ts",
                DatePartitionEnabled = true,
            }));
            Assert.That(definition.Task, Is.EqualTo(new TaskSettings { MaxFullLoadSubTasks = 3, LobMaxSize = 64 }));
        }
    }

    [Test]
    public void Extra_connection_attributes_are_read_too() =>
        Assert.That(
            Definitions.Parse(Mappings, source: [("postgresSettings", null), ("extraConnectionAttributes", "MapBooleanAsBoolean=true;heartbeatEnable=Y;failTasksOnLOBTruncation=true")],
                task: []).Source.MapBooleanAsBoolean, Is.True);

    [TestCase("timestampColumName", "x", 1201, "timestampColumnName")]
    [TestCase("datePartitionEnable", true, 1201, "datePartitionEnabled")]
    [TestCase("preserveTransactions", true, 1202, "preserveTransactions")]
    [TestCase("cdcPath", "cdc", 1202, "cdcPath")]
    [TestCase("glueCatalogGeneration", true, 1202, "glueCatalogGeneration")]
    [TestCase("addTrailingPaddingCharacter", true, 1202, "addTrailingPaddingCharacter")]
    [TestCase("externalTableDefinition", "{}", 1202, "externalTableDefinition")]
    [TestCase("dataFormat", "orc", 1203, "one of csv, parquet")]
    [TestCase("compressionType", "SNAPPY", 1203, "one of NONE, GZIP")]
    [TestCase("cdcMaxBatchInterval", -1.0, 1203, "a whole number from 1")]
    [TestCase("cdcMaxBatchInterval", "soon", 1203, "'soon'")]
    [TestCase("rowGroupLength", 0.5, 1203, "rowGroupLength")]
    [TestCase("includeOpForFullLoad", "perhaps", 1203, "true or false")]
    [TestCase("datePartitionTimezone", "Asia/Djakarta", 1203, "Asia/Djakarta")]
    [TestCase("datePartitionSequence", "YYYY", 1203, "DDMMYYYY")]
    [TestCase("timestampColumnName", "", 1203, "leave it out")]
    [TestCase("bucketName", "", 1203, "bucketName")]
    [TestCase("addColumnName", true, 1204, "parquet")]
    [TestCase("encryptionMode", "SSE_KMS", 1204, "serverSideEncryptionKmsKeyId")]
    [TestCase("cdcInsertsOnly", true, 0, "")]
    public void A_setting_of_the_S3_endpoint_that_is_not_understood_is_named(string key, object value, int code, string names)
    {
        if (code == 0)
            Assert.That(() => Definitions.Parse(Mappings, endpoint: [(key, value)]), Throws.Nothing);
        else
            Assert.That(() => Definitions.Parse(Mappings, endpoint: [(key, value)]), Fault(code, "S3 endpoint", names));
    }

    [TestCase("engineName", "mysql", 1202, "engineName")]
    [TestCase("mysqlSettings", "x", 1202, "mysqlSettings")]
    [TestCase("sslMode", "maybe", 1203, "verify-full")]
    [TestCase("password", "secret", 1204, "secretsManagerArn")]
    [TestCase("extraConnectionAttributes", "captureDdl=Y", 1201, "captureDdls")]
    [TestCase("extraConnectionAttributes", "afterConnectScript=select 1", 1202, "afterConnectScript")]
    [TestCase("slotName", "mine", 1201, "slotName")]
    public void A_setting_of_the_source_endpoint_that_is_not_understood_is_named(string key, object value, int code, string names) =>
        Assert.That(() => Definitions.Parse(Mappings, source: [(key, value)]), Fault(code, "source endpoint", names));

    [TestCase("""{"TargetMetadata":{"BatchApplyEnabled":true}}""", 1202, "BatchApplyEnabled")]
    [TestCase("""{"TargetMetadata":{"FullLobMode":true}}""", 1202, "FullLobMode")]
    [TestCase("""{"TargetMetadata":{"ParallelApplyThreads":4}}""", 1202, "ParallelApplyThreads")]
    [TestCase("""{"TargetMetadata":{"LimitedSizeLobMode":false}}""", 1204, "LimitedSizeLobMode")]
    [TestCase("""{"TargetMetadata":{"LobMaxSise":1}}""", 1201, "'LobMaxSize'")]
    [TestCase("""{"FullLoadSettings":{"TargetTablePrepMode":"KEEP"}}""", 1203, "DO_NOTHING")]
    [TestCase("""{"FullLoadSettings":{"MaxFullLoadSubTasks":50}}""", 1203, "from 1 to 49")]
    [TestCase("""{"ValidationSettings":{"EnableValidation":true}}""", 1202, "EnableValidation")]
    [TestCase("""{"Logging":{"EnableLogging":true,"CloudWatchLogGroup":"g"}}""", 1202, "CloudWatchLogGroup")]
    [TestCase("""{"ControlTablesSettings":{"StatusTableEnabled":true}}""", 1202, "StatusTableEnabled")]
    [TestCase("""{"BeforeImageSettings":{"EnableBeforeImage":true}}""", 1202, "BeforeImageSettings")]
    [TestCase("""{"TargetMetaData":{}}""", 1201, "TargetMetadata")]
    [TestCase("""{"TargetMetadata":[]}""", 1203, "an object")]
    [TestCase("""{"TargetMetadata":{},"TargetMetadata":{}}""", 1206, "replicationTaskSettings")]
    [TestCase("{\n  \"TargetMetadata\": {,}\n}", 1206, "replicationTaskSettings:2:")]
    [TestCase("[]", 1206, "Array")]
    public void A_task_setting_that_is_not_understood_is_named(string settings, int code, string names) =>
        Assert.That(() => Definitions.Parse(Mappings, task: [("replicationTaskSettings", settings)]), Fault(code, "", names));

    [TestCase("cdcStartTime", "2026-01-01T00:00:00Z", 1202, "cdcStartTime")]
    [TestCase("cdcStartPosition", "0/1", 1202, "cdcStartPosition")]
    [TestCase("migrationType", "snapshot", 1203, "full-load-and-cdc")]
    [TestCase("replicationTaskID", "x", 1201, "replicationTaskId")]
    public void An_input_of_the_task_that_is_not_understood_is_named(string key, object value, int code, string names) =>
        Assert.That(() => Definitions.Parse(Mappings, task: [(key, value)]), Fault(code, "replication task", names));

    [TestCase("""{"rules":[]}""", 1203, "rules")]
    [TestCase("""{"rulez":[]}""", 1203, "rules")]
    [TestCase("""{"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"a","rule-action":"exclude","object-locator":{"schema-name":"shop","table-name":"x"}}]}""", 1204, "include")]
    [TestCase("""{"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"a","rule-action":"include","object-locator":{"schema-name":"shop"}}]}""", 1203, "table-name")]
    [TestCase("""{"rules":[{"rule-type":"selection","rule-id":"1","rule-name":"a","rule-action":"take","object-locator":{"schema-name":"shop","table-name":"x"}}]}""", 1203, "explicit")]
    public void Mappings_that_are_not_understood_are_named(string mappings, int code, string names) =>
        Assert.That(() => Definitions.Parse(mappings), Throws.TypeOf<UserErrorException>().With.Message.Contains(names).And.Message.Contains($"NONO-{code}"));

    [TestCase("table-settings", "", 1202, "table-settings")]
    [TestCase("post-processing", "", 1202, "post-processing")]
    [TestCase("transformation", "\"rule-target\":\"column\",\"rule-action\":\"change-data-type\",\"object-locator\":{\"schema-name\":\"%\",\"table-name\":\"%\",\"column-name\":\"%\"}", 1202, "change-data-type")]
    [TestCase("transformation", "\"rule-target\":\"table\",\"rule-action\":\"remove-column\",\"object-locator\":{\"schema-name\":\"%\",\"table-name\":\"%\"}", 1204, "rule-target")]
    [TestCase("transformation", "\"rule-target\":\"column\",\"rule-action\":\"add-column\",\"value\":\"c\",\"expression\":\"upper($a)\",\"data-type\":{\"type\":\"string\"},\"object-locator\":{\"schema-name\":\"%\",\"table-name\":\"%\"}", 1202, "upper($a)")]
    [TestCase("transformation", "\"rule-target\":\"column\",\"rule-action\":\"add-column\",\"value\":\"c\",\"expression\":\"$AR_H_USER\",\"data-type\":{\"type\":\"string\"},\"object-locator\":{\"schema-name\":\"%\",\"table-name\":\"%\"}", 1202, "$AR_H_USER")]
    public void A_rule_that_is_not_done_is_named(string type, string more, int code, string names)
    {
        var rule = $$"""{"rule-type":"{{type}}","rule-id":"7","rule-name":"seven"{{(more.Length > 0 ? "," : "")}}{{more}}}""";
        var mappings = Definitions.Rules(Definitions.Selection(1, "users"), rule);
        Assert.That(() => Definitions.Parse(mappings), Throws.TypeOf<UserErrorException>().With.Message.Contains($"NONO-{code}").And.Message.Contains(names));
    }

    [Test]
    public void A_rule_id_that_comes_twice_is_named() =>
        Assert.That(() => Definitions.Parse(Definitions.Rules(Definitions.Selection(1, "users"), Definitions.Selection(1, "gifts"))), Fault(1204, "rules[1]", "rule-id '1'"));

    [Test]
    public void All_faults_are_listed_at_once() =>
        Assert.That(
            () => Definitions.Parse("{}", [("dataFormat", "orc"), ("cdcPath", "x")], [("migrationType", null)], [("engineName", "mysql")]),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("5 faults").And.Message.Contains("orc").And.Message.Contains("cdcPath").And.Message.Contains("mysql")
                .And.Message.Contains("migrationType").And.Message.Contains("rules"));

    private static NUnit.Framework.Constraints.ContainsConstraint Fault(int code, string where, string names) =>
        Throws.TypeOf<UserErrorException>().With.Property("Code").EqualTo((ErrorCode)code).And.Message.Contains(where).And.Message.Contains(names);
}
