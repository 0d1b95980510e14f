using System.Text.RegularExpressions;

namespace Nonolive.Infra.Settings;

/// <summary>
/// Every setting that a stack may have. Pulumi.yaml declares the same keys, types and defaults for the engine (a test holds
/// the two together); this adds what the engine cannot check.
/// </summary>
public static partial class SettingsSchema
{
    /// <summary>The namespace of the project's own settings, which is the project's name in Pulumi.yaml.</summary>
    public const string Project = "nonolive";

    /// <summary>The services that an interface endpoint may be made for: what DMS and EMR nodes call besides S3.</summary>
    public static IReadOnlyList<string> PrivateEndpoints { get; } =
        ["secretsmanager", "kms", "logs", "glue", "elasticmapreduce", "sts", "monitoring"];

    /// <summary>The keys in the order of Pulumi.yaml.</summary>
    public static IReadOnlyList<SettingKey> Keys { get; } =
    [
        Text("region", null, "ap-southeast-1", Region(), "an AWS Region's name") with { Namespace = "aws" },
        Text("accountId", null, "111122223333", Account(), "12 digits"),
        Flag("production", false),
        Text("unverified", "", "1a2b3c4d the emulator is down", Unverified(), "the eight digits of the refusal and why, such as 1a2b3c4d the emulator is down") with { MayBeEmpty = true },
        Flag("sandbox", false),
        Flag("ownsAccountResources", false),

        Text("businessZone", "Asia/Jakarta", "Asia/Jakarta", Zone(), "an IANA time zone's name"),
        Text("database", "", "nonolive_test", Identifier(), "lower-case letters, digits and underscores, a letter first") with { MayBeEmpty = true },

        Text("vpcId", "", "vpc-0a1b2c3d4e5f60718", Vpc(), "vpc- and 8 or 17 hex digits") with { MayBeEmpty = true },
        Texts("privateSubnetIds", "[]", "subnet-0a1b2c3d4e5f60718", Subnet(), "subnet- and 8 or 17 hex digits") with { MayBeEmpty = true },
        Texts("routeTableIds", "[]", "rtb-0a1b2c3d4e5f60718", RouteTable(), "rtb- and 8 or 17 hex digits") with { MayBeEmpty = true },
        Text("s3PrefixListId", "pl-6fa54006", "pl-6fa54006", PrefixList(), "pl- and 8 or 17 hex digits"),
        Texts("privateEndpoints", "[]", "secretsmanager", null, "") with { MayBeEmpty = true, Allowed = PrivateEndpoints },

        Choice("auroraEngine", "aurora-postgresql", "aurora-postgresql", "aurora"),
        Text("auroraDatabase", "nonolive", "nonolive", Identifier(), "lower-case letters, digits and underscores, a letter first"),
        Number("auroraPort", 5432, 1, 65535),
        Choice("auroraSslMode", "require", "require", "verify-ca", "verify-full", "none"),
        Text("auroraCertificateArn", "", "arn:aws:dms:ap-southeast-1:111122223333:cert:EXAMPLE", DmsCertificate(), "the ARN of a DMS certificate") with { MayBeEmpty = true },
        Text("auroraSecretArn", "", "arn:aws:secretsmanager:ap-southeast-1:111122223333:secret:nonolive/aurora-AbCdEf", SecretArn(), "the ARN of a Secrets Manager secret") with { MayBeEmpty = true },
        Text("auroraSecretKeyArn", "", "arn:aws:kms:ap-southeast-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef", KeyArn(), "the ARN of a KMS key") with { MayBeEmpty = true },
        Text("auroraSecurityGroupId", "", "sg-0a1b2c3d4e5f60718", SecurityGroup(), "sg- and 8 or 17 hex digits") with { MayBeEmpty = true },
        Texts("tables", """["users","anchors","guilds","rooms","live_sessions","gifts","gift_orders","recharges","follows","user_devices"]""", "users", Identifier(), "a table's name in lower case"),

        Choice("dmsMode", "instance", "instance", "serverless"),
        Choice("dmsInstanceClass", "dms.t3.medium", DmsClasses),
        Number("dmsStorageGb", 50, 5, 6144),
        Text("dmsEngineVersion", "3.5.4", "3.5.4", DmsVersion(), "a version from 3.4.7 on, such as 3.5.4"),
        Flag("dmsMultiAz", false),
        Flag("dmsStartTask", false),
        Number("dmsMinCapacity", 1, 1, 384),
        Number("dmsMaxCapacity", 4, 1, 384),
        Number("cdcBatchSeconds", 60, 1, 3600),
        Number("cdcMinFileKb", 32000, 1, 1048576),
        Flag("datePartitions", true),
        Flag("preserveTransactions", false),

        Choice("emrRuntime", "cluster", "cluster", "serverless"),
        Choice("emrRelease", "emr-6.15.0", EmrReleases),
        Texts("emrPrimaryTypes", """["m5.xlarge","m6i.xlarge"]""", "m5.xlarge", InstanceType(), "an EC2 instance type, such as m5.xlarge"),
        Texts("emrCoreTypes", """["m5.xlarge","m6i.xlarge"]""", "m5.xlarge", InstanceType(), "an EC2 instance type, such as m5.xlarge"),
        Texts("emrTaskTypes", """["m5.xlarge","m5a.xlarge","m6i.xlarge"]""", "m5.xlarge", InstanceType(), "an EC2 instance type, such as m5.xlarge"),
        Number("emrCoreUnits", 1, 1, 100),
        Number("emrTaskUnits", 0, 0, 100),
        Number("emrMaxUnits", 4, 1, 200),
        Choice("emrCoreMarket", "on-demand", "on-demand", "spot"),
        Choice("emrTaskMarket", "spot", "spot", "on-demand"),
        Number("emrStepConcurrency", 4, 1, 256),
        Number("emrIdleMinutes", 30, 1, 10080),
        Number("emrServerlessVcpu", 32, 4, 4000),

        Flag("scheduleEnabled", false),
        Text("scheduleExpression", "cron(30 2 * * ? *)", "cron(30 2 * * ? *)", null, ""),
        Number("recomputeDays", 3, 1, 31),
        Number("runTimeoutMinutes", 360, 10, 10080),

        Text("sandboxPassword", "", "32LettersAndDigitsOfYourOwnChoice", Password(), "16 to 64 letters and digits") with { MayBeEmpty = true, Secret = true },

        Text("applicationRole", "", "nonolive-application", RoleName(), "an IAM role's name") with { MayBeEmpty = true },
        Text("consoleRole", "", "nonolive-console", RoleName(), "an IAM role's name") with { MayBeEmpty = true },

        Number("rawInfrequentDays", 30, 30, 3650),
        Number("resultExpireDays", 730, 30, 36500),
        Number("noncurrentDays", 7, 1, 365),
        Number("logRetentionDays", 30, 1, 3653),

        Texts("alertEmails", "[]", "data-team@example.com", Email(), "an e-mail address") with { MayBeEmpty = true },
        Text("pagerUrl", "", "https://pager.example.com/hook", HttpsUrl(), "an https:// address") with { MayBeEmpty = true, Secret = true },
        Number("cdcLatencySeconds", 900, 60, 86400),
        Number("successWithinHours", 26, 1, 168),
        Number("budgetMonthlyUsd", 100, 1, 1000000),
    ];

    // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.Types.html
    private static string[] DmsClasses =>
    [
        "dms.t3.medium", "dms.t3.micro", "dms.t3.small", "dms.t3.large",
        .. from family in (string[])["c5", "c6i", "r5", "r6i"]
           from size in (string[])["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge", "24xlarge"]
           select $"dms.{family}.{size}",
    ];

    // Releases whose Hive is 3.1.3: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/Hive-release-history.html
    private static string[] EmrReleases =>
    [
        "emr-6.15.0", "emr-6.10.0", "emr-6.10.1", "emr-6.11.0", "emr-6.11.1", "emr-6.12.0", "emr-6.13.0", "emr-6.14.0",
        "emr-7.0.0", "emr-7.1.0", "emr-7.2.0", "emr-7.3.0", "emr-7.4.0", "emr-7.5.0", "emr-7.6.0", "emr-7.7.0", "emr-7.8.0", "emr-7.9.0", "emr-7.10.0",
    ];

    private static SettingKey Text(string name, string? value, string example, Regex? pattern, string meaning) =>
        new(name, SettingKind.String, value, example) { Pattern = pattern, Meaning = meaning };

    private static SettingKey Texts(string name, string? value, string example, Regex? pattern, string meaning) =>
        new(name, SettingKind.Array, value, example) { Pattern = pattern, Meaning = meaning };

    private static SettingKey Flag(string name, bool value) =>
        new(name, SettingKind.Boolean, value ? "true" : "false", value ? "true" : "false");

    private static SettingKey Number(string name, int value, long minimum, long maximum) =>
        new(name, SettingKind.Integer, $"{value}", $"{value}") { Minimum = minimum, Maximum = maximum };

    private static SettingKey Choice(string name, string value, params string[] allowed) =>
        new(name, SettingKind.String, value, value) { Allowed = allowed };

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d$")]
    private static partial Regex Region();

    [GeneratedRegex(@"^\d{12}$")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[0-9a-f]{8} \S.*$")]
    private static partial Regex Unverified();

    [GeneratedRegex(@"^[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}$")]
    private static partial Regex Zone();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,62}$")]
    private static partial Regex Identifier();

    [GeneratedRegex("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Vpc();

    [GeneratedRegex("^subnet-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex Subnet();

    [GeneratedRegex("^rtb-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex RouteTable();

    [GeneratedRegex("^pl-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex PrefixList();

    [GeneratedRegex("^sg-([0-9a-f]{8}|[0-9a-f]{17})$")]
    private static partial Regex SecurityGroup();

    [GeneratedRegex(@"^arn:aws:dms:[a-z0-9-]+:\d{12}:cert:[A-Z0-9-]+$")]
    private static partial Regex DmsCertificate();

    [GeneratedRegex(@"^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:[A-Za-z0-9/_+=.@-]+$")]
    private static partial Regex SecretArn();

    [GeneratedRegex(@"^arn:aws:kms:[a-z0-9-]+:\d{12}:key/[0-9a-f-]{36}$")]
    private static partial Regex KeyArn();

    [GeneratedRegex(@"^3\.(4\.7|[5-9]\.\d)$")]
    private static partial Regex DmsVersion();

    [GeneratedRegex(@"^[cmr][4-8][a-z]*\.(large|xlarge|\d{1,2}xlarge)$")]
    private static partial Regex InstanceType();

    [GeneratedRegex(@"^[A-Za-z0-9+=,.@_-]{1,64}$")]
    private static partial Regex RoleName();

    [GeneratedRegex("^[A-Za-z0-9]{16,64}$")]
    private static partial Regex Password();

    [GeneratedRegex(@"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")]
    private static partial Regex Email();

    [GeneratedRegex(@"^https://[A-Za-z0-9.-]+(:\d+)?(/\S*)?$")]
    private static partial Regex HttpsUrl();
}
