namespace Nonolive.Infra.Settings;

/// <summary>What no single value shows: settings that contradict each other, and values that need a table to be checked.</summary>
internal static class SettingsRules
{
    private static readonly string[] ExistingParts =
        ["vpcId", "privateSubnetIds", "auroraSecretArn", "auroraSecurityGroupId", "applicationRole", "consoleRole"];

    // CloudWatch Logs keeps logs for these many days and no others:
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
    private static readonly int[] LogDays =
        [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Serverless.Components.html
    private static readonly int[] ServerlessCapacities = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384];

    public static void Check(SettingValues values, string stack)
    {
        CheckStack(values, stack);
        CheckPlace(values);
        CheckSource(values);
        CheckReplication(values);
        CheckCompute(values);
        CheckSchedule(values);
        CheckPeople(values);
    }

    private static void CheckStack(SettingValues values, string stack)
    {
        // Bucket names join the prefix, a purpose and the account; S3 allows 63 characters of these only.
        if (stack.Length is 0 or > 20 || stack.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-') || !char.IsAsciiLetterLower(stack[0]))
        {
            values.Faults.Add(new SettingsFault(
                "stack", $"the stack's name '{stack}' is not 1 to 20 lower-case letters, digits and hyphens, a letter first", "pulumi stack rename test"));
        }
        values.Contradiction(
            values.Flag("production") && values.Flag("sandbox"), "sandbox", "a production stack cannot be a sandbox", "false");
        values.Contradiction(
            values.IsSet("businessZone") && BusinessZones.Find(values.Text("businessZone")) is null, "businessZone",
            $"there is no time zone '{values.Text("businessZone")}'");
        values.Contradiction(
            BusinessZones.Find(values.Text("businessZone")) is not null && BusinessZones.OffsetOf(values.Text("businessZone")) is null, "businessZone",
            $"the offset of '{values.Text("businessZone")}' from UTC changes in the year, and a business day must always have 24 hours");
    }

    private static void CheckPlace(SettingValues values)
    {
        var sandbox = values.Flag("sandbox");
        foreach (var name in ExistingParts)
        {
            values.Contradiction(!sandbox && !values.IsSet(name) && name != "privateSubnetIds", name, "must be set, or sandbox must be true");
            values.Unwanted(sandbox && values.IsSet(name), name, "a sandbox makes its own, so this must not be set");
        }
        values.Contradiction(sandbox && !values.IsSet("sandboxPassword"), "sandboxPassword", "a sandbox's database needs a password");
        values.Unwanted(!sandbox && values.IsSet("sandboxPassword"), "sandboxPassword", "only a sandbox has a database of its own");
        var subnets = values.Texts("privateSubnetIds").Count;
        var why = values.Flag("scheduleEnabled") ? "the schedule is enabled, and " : "";
        values.Contradiction(!sandbox && subnets < 2, "privateSubnetIds", $"{why}DMS and EMR need private subnets in two zones, but there {(subnets == 1 ? "is 1" : "are none")}");
        values.Unwanted(sandbox && values.Texts("routeTableIds").Count > 0, "routeTableIds", "a sandbox makes its own, so this must not be set");
        values.Contradiction(
            values.Flag("production") && values.Texts("alertEmails").Count == 0, "alertEmails", "a production stack must tell somebody of its failures");
    }

    private static void CheckSource(SettingValues values)
    {
        var mysql = values.Text("auroraEngine") == "aurora";
        // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.SSL.html: a MySQL endpoint has no such mode.
        values.Contradiction(
            mysql && values.Text("auroraSslMode") == "require", "auroraSslMode", "a MySQL endpoint has no mode 'require'", "verify-ca");
        values.Contradiction(
            values.Text("auroraSslMode") == "none" && values.Flag("production"), "auroraSslMode", "a production stack must encrypt the connection to Aurora", mysql ? "verify-ca" : "require");
        var verifies = values.Text("auroraSslMode").StartsWith("verify", StringComparison.Ordinal);
        values.Contradiction(
            verifies && !values.IsSet("auroraCertificateArn"), "auroraCertificateArn", $"the mode '{values.Text("auroraSslMode")}' needs the certificate authority's certificate");
        values.Contradiction(
            mysql && values.Flag("sandbox"), "auroraEngine", "a sandbox makes an Aurora PostgreSQL cluster", "aurora-postgresql");
        foreach (var name in (string[])["auroraSecretArn", "auroraSecretKeyArn", "auroraCertificateArn"])
        {
            var region = values.IsSet(name) ? values.Text(name).Split(':').ElementAtOrDefault(3) : null;
            values.Contradiction(
                region is not null && values.IsSet("region") && region != values.Text("region"), name,
                $"it lies in '{region}', but the stack in '{values.Text("region")}'");
        }
    }

    private static void CheckReplication(SettingValues values)
    {
        // https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Target.S3.html: the two exclude each other.
        values.Contradiction(
            values.Flag("preserveTransactions") && values.Flag("datePartitions"), "preserveTransactions",
            "transactions cannot be preserved together with date partitions", "false");
        values.Contradiction(
            values.Flag("preserveTransactions") && !values.Flag("datePartitions"), "preserveTransactions",
            "DMS then writes one CSV for all tables, which the raw tables cannot read", "false");
        values.Contradiction(
            !values.Flag("datePartitions") && !values.Flag("preserveTransactions"), "datePartitions",
            "the raw tables add one partition for each date folder, so changes must be partitioned by date", "true");
        values.Contradiction(
            values.Number("dmsMinCapacity") > values.Number("dmsMaxCapacity"), "dmsMinCapacity",
            $"{values.Number("dmsMinCapacity")} is more than dmsMaxCapacity, which is {values.Number("dmsMaxCapacity")}");
        foreach (var name in (string[])["dmsMinCapacity", "dmsMaxCapacity"])
        {
            values.Contradiction(
                !ServerlessCapacities.Contains(values.Number(name)), name, $"{values.Number(name)} is none of {string.Join(", ", ServerlessCapacities)}");
        }
    }

    private static void CheckCompute(SettingValues values)
    {
        // A lost core node loses HDFS blocks and with them the run:
        // https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-instances-guidelines.html
        values.Contradiction(
            values.Text("emrCoreMarket") == "spot", "emrCoreMarket", "core nodes hold HDFS and cannot be on spot capacity; use the task fleet", "on-demand");
        values.Contradiction(
            values.Number("emrCoreUnits") + values.Number("emrTaskUnits") > values.Number("emrMaxUnits"), "emrMaxUnits",
            $"{values.Number("emrMaxUnits")} is less than emrCoreUnits and emrTaskUnits together ({values.Number("emrCoreUnits") + values.Number("emrTaskUnits")})");
        values.Contradiction(
            values.Number("emrIdleMinutes") >= values.Number("runTimeoutMinutes"), "emrIdleMinutes",
            $"{values.Number("emrIdleMinutes")} is not less than runTimeoutMinutes, which is {values.Number("runTimeoutMinutes")}");
    }

    private static void CheckSchedule(SettingValues values) => values.Contradiction(
        ScheduleExpression.Fault(values.Text("scheduleExpression")) is not null, "scheduleExpression",
        $"'{values.Text("scheduleExpression")}': {ScheduleExpression.Fault(values.Text("scheduleExpression"))}");

    private static void CheckPeople(SettingValues values)
    {
        values.Contradiction(
            !LogDays.Contains(values.Number("logRetentionDays")), "logRetentionDays",
            $"{values.Number("logRetentionDays")} is none of {string.Join(", ", LogDays)}", "30");
        values.Contradiction(
            values.Flag("production") && values.Number("logRetentionDays") < 365, "logRetentionDays", "a production stack keeps its logs for a year or more", "365");
    }
}
