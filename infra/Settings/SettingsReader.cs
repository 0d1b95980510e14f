namespace Nonolive.Infra.Settings;

/// <summary>Turns a stack's configuration into settings, or into one message that lists all its faults.</summary>
public static class SettingsReader
{
    /// <summary>Reads and checks the settings of a stack.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">One or more settings are wrong; each is named with the command that mends it.</exception>
    public static StackSettings Read(IConfigSource source)
    {
        var values = new SettingValues(source);
        SettingsRules.Check(values, source.Stack);
        return values.Faults.Count == 0 ? Settings(values, source.Stack) : throw SettingsErrors.BadSettings(source.Stack, values.Faults);
    }

    private static StackSettings Settings(SettingValues values, string stack) => new()
    {
        Stack = stack,
        Region = values.Text("region"),
        AccountId = values.Text("accountId"),
        Production = values.Flag("production"),
        Unverified = values.Text("unverified"),
        Sandbox = values.Flag("sandbox"),
        SandboxPassword = values.Text("sandboxPassword"),
        OwnsAccountResources = values.Flag("ownsAccountResources"),
        BusinessZone = values.Text("businessZone"),
        BusinessOffset = BusinessZones.OffsetOf(values.Text("businessZone"))!.Value,
        Database = values.IsSet("database") ? values.Text("database") : DefaultDatabase(stack),
        Network = new(
            values.Text("vpcId"), values.Texts("privateSubnetIds"), values.Texts("routeTableIds"),
            values.Text("s3PrefixListId"), values.Texts("privateEndpoints")),
        Source = new(
            values.Text("auroraEngine"), values.Text("auroraDatabase"), values.Number("auroraPort"), values.Text("auroraSslMode"),
            values.Text("auroraCertificateArn"), values.Text("auroraSecretArn"), values.Text("auroraSecretKeyArn"),
            values.Text("auroraSecurityGroupId"), values.Texts("tables")),
        Replication = new(
            values.Text("dmsMode") == "serverless", values.Text("dmsInstanceClass"), values.Number("dmsStorageGb"), values.Text("dmsEngineVersion"),
            values.Flag("dmsMultiAz"), values.Flag("dmsStartTask"), values.Number("dmsMinCapacity"), values.Number("dmsMaxCapacity"),
            values.Number("cdcBatchSeconds"), values.Number("cdcMinFileKb"), values.Flag("datePartitions"), values.Flag("preserveTransactions")),
        Compute = new(
            values.Text("emrRuntime") == "serverless", values.Text("emrRelease"), values.Texts("emrPrimaryTypes"), values.Texts("emrCoreTypes"),
            values.Texts("emrTaskTypes"), values.Number("emrCoreUnits"), values.Number("emrTaskUnits"), values.Number("emrMaxUnits"),
            values.Text("emrTaskMarket") == "spot", values.Number("emrStepConcurrency"), values.Number("emrIdleMinutes"), values.Number("emrServerlessVcpu")),
        Schedule = new(
            values.Flag("scheduleEnabled"), values.Text("scheduleExpression"), values.Number("recomputeDays"), values.Number("runTimeoutMinutes")),
        Access = new(values.Text("applicationRole"), values.Text("consoleRole")),
        Retention = new(
            values.Number("rawInfrequentDays"), values.Number("resultExpireDays"), values.Number("noncurrentDays"), values.Number("logRetentionDays")),
        Alerts = new(
            values.Texts("alertEmails"), values.Text("pagerUrl"), values.Number("cdcLatencySeconds"), values.Number("successWithinHours"),
            values.Number("budgetMonthlyUsd")),
    };

    internal static string DefaultDatabase(string stack) => $"nonolive_{stack.Replace('-', '_')}";
}
