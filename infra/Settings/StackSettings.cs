namespace Nonolive.Infra.Settings;

/// <summary>Everything that may differ between two stacks, checked: a program that has one of these can be registered.</summary>
public sealed record StackSettings
{
    /// <summary>The stack's name.</summary>
    public required string Stack { get; init; }

    /// <summary>The AWS Region.</summary>
    public required string Region { get; init; }

    /// <summary>The account; the provider refuses any other.</summary>
    public required string AccountId { get; init; }

    /// <summary>Whether data is protected against deletion and kept longer.</summary>
    public required bool Production { get; init; }

    /// <summary>The digits of what may go into production without having been verified, and why; empty where nothing may.</summary>
    public required string Unverified { get; init; }

    /// <summary>Whether the program makes its own small VPC, Aurora cluster and application roles.</summary>
    public required bool Sandbox { get; init; }

    /// <summary>The secret password of the sandbox's database; empty without a sandbox. Kept wrapped as a secret by the program.</summary>
    public required string SandboxPassword { get; init; }

    /// <summary>
    /// Whether this stack owns what exists once in an account (the roles with names that DMS fixes, EMR's public access
    /// block): one stack of an account does.
    /// </summary>
    public required bool OwnsAccountResources { get; init; }

    /// <summary>The IANA time zone of a business day; its offset from UTC never changes.</summary>
    public required string BusinessZone { get; init; }

    /// <summary>The business zone's offset from UTC.</summary>
    public required TimeSpan BusinessOffset { get; init; }

    /// <summary>The Hive database of the stack's tables.</summary>
    public required string Database { get; init; }

    /// <summary>Where the stack runs.</summary>
    public required NetworkSettings Network { get; init; }

    /// <summary>The Aurora cluster that is replicated.</summary>
    public required SourceSettings Source { get; init; }

    /// <summary>How it is replicated.</summary>
    public required ReplicationSettings Replication { get; init; }

    /// <summary>What computes the reports.</summary>
    public required ComputeSettings Compute { get; init; }

    /// <summary>When they are computed.</summary>
    public required ScheduleSettings Schedule { get; init; }

    /// <summary>Who reads and writes the lake from outside the pipeline.</summary>
    public required AccessSettings Access { get; init; }

    /// <summary>How long data is kept, and where.</summary>
    public required RetentionSettings Retention { get; init; }

    /// <summary>Who is told what.</summary>
    public required AlertSettings Alerts { get; init; }

    /// <summary>The beginning of every resource's name: <c>nonolive-STACK</c>.</summary>
    public string Prefix => $"nonolive-{Stack}";

    /// <summary>Names the stack and shows no secret.</summary>
    public override string ToString() => $"StackSettings {{ Stack = {Stack} }}";
}

/// <summary>Where a stack runs.</summary>
/// <param name="VpcId">The existing VPC; empty in a sandbox.</param>
/// <param name="PrivateSubnetIds">Existing private subnets in two zones or more; empty in a sandbox.</param>
/// <param name="RouteTableIds">Route tables that get an S3 gateway endpoint; empty where they have one.</param>
/// <param name="S3PrefixListId">The Region's prefix list of S3, which security groups let traffic out to.</param>
/// <param name="PrivateEndpoints">Services that get an interface endpoint instead of being reached through a NAT gateway.</param>
public sealed record NetworkSettings(
    string VpcId, IReadOnlyList<string> PrivateSubnetIds, IReadOnlyList<string> RouteTableIds, string S3PrefixListId, IReadOnlyList<string> PrivateEndpoints);

/// <summary>The Aurora cluster that is replicated.</summary>
/// <param name="Engine">DMS's name of the engine: <c>aurora-postgresql</c>, or <c>aurora</c> for MySQL.</param>
/// <param name="Database">The database's name.</param>
/// <param name="Port">The cluster's port.</param>
/// <param name="SslMode">How the connection is encrypted.</param>
/// <param name="CertificateArn">The DMS certificate for the verify modes; empty otherwise.</param>
/// <param name="SecretArn">The secret with user, password, host and port; empty in a sandbox.</param>
/// <param name="SecretKeyArn">The KMS key of that secret; empty where it is Secrets Manager's own.</param>
/// <param name="SecurityGroupId">The cluster's security group; empty in a sandbox.</param>
/// <param name="Tables">The replicated tables.</param>
public sealed record SourceSettings(
    string Engine, string Database, int Port, string SslMode, string CertificateArn, string SecretArn, string SecretKeyArn, string SecurityGroupId,
    IReadOnlyList<string> Tables)
{
    /// <summary>Whether the source is Aurora PostgreSQL.</summary>
    public bool IsPostgreSql => Engine == "aurora-postgresql";
}

/// <summary>How DMS replicates.</summary>
/// <param name="Serverless">DMS Serverless instead of an instance.</param>
/// <param name="InstanceClass">The instance's class.</param>
/// <param name="StorageGb">The instance's disk.</param>
/// <param name="EngineVersion">The pinned DMS version.</param>
/// <param name="MultiAz">Whether a standby is kept in another zone.</param>
/// <param name="StartTask">Whether deployment starts the task.</param>
/// <param name="MinCapacity">Least DMS capacity units (serverless).</param>
/// <param name="MaxCapacity">Most DMS capacity units (serverless).</param>
/// <param name="BatchSeconds">The longest time before a file of changes is written.</param>
/// <param name="MinFileKb">The size that a file of changes is written at before that time.</param>
/// <param name="DatePartitions">Whether files of changes lie in folders by date.</param>
/// <param name="PreserveTransactions">Whether changes are written in commit order into one CSV; excludes date partitions.</param>
public sealed record ReplicationSettings(
    bool Serverless, string InstanceClass, int StorageGb, string EngineVersion, bool MultiAz, bool StartTask, int MinCapacity, int MaxCapacity,
    int BatchSeconds, int MinFileKb, bool DatePartitions, bool PreserveTransactions);

/// <summary>What computes the reports.</summary>
/// <param name="Serverless">EMR Serverless instead of a transient cluster.</param>
/// <param name="Release">The EMR release.</param>
/// <param name="PrimaryTypes">Instance types of the primary node, best first.</param>
/// <param name="CoreTypes">Instance types of the core fleet.</param>
/// <param name="TaskTypes">Instance types of the task fleet.</param>
/// <param name="CoreUnits">Core nodes at the start.</param>
/// <param name="TaskUnits">Task nodes at the start; scaling adds some even where this is 0.</param>
/// <param name="MaxUnits">Core and task nodes at most.</param>
/// <param name="TaskOnSpot">Whether the task fleet is on spot capacity.</param>
/// <param name="StepConcurrency">Hive steps at once.</param>
/// <param name="IdleMinutes">Idle time after which a cluster ends itself.</param>
/// <param name="ServerlessVcpu">Most vCPUs of the EMR Serverless application.</param>
public sealed record ComputeSettings(
    bool Serverless, string Release, IReadOnlyList<string> PrimaryTypes, IReadOnlyList<string> CoreTypes, IReadOnlyList<string> TaskTypes,
    int CoreUnits, int TaskUnits, int MaxUnits, bool TaskOnSpot, int StepConcurrency, int IdleMinutes, int ServerlessVcpu);

/// <summary>When reports are computed.</summary>
/// <param name="Enabled">Whether the schedule runs.</param>
/// <param name="Expression">The cron or rate expression, in the business zone.</param>
/// <param name="RecomputeDays">How many business days, ending yesterday, each scheduled run computes (late data).</param>
/// <param name="TimeoutMinutes">The longest run.</param>
public sealed record ScheduleSettings(bool Enabled, string Expression, int RecomputeDays, int TimeoutMinutes);

/// <summary>Who reads and writes the lake from outside the pipeline.</summary>
/// <param name="ApplicationRole">The role of the front-end application that sends events; empty in a sandbox.</param>
/// <param name="ConsoleRole">The role of the console that reads reports; empty in a sandbox.</param>
public sealed record AccessSettings(string ApplicationRole, string ConsoleRole);

/// <summary>How long data is kept.</summary>
/// <param name="RawInfrequentDays">Days until raw objects move to infrequent access.</param>
/// <param name="ResultExpireDays">Days until report rows are deleted.</param>
/// <param name="NoncurrentDays">Days that an overwritten or deleted object can be brought back.</param>
/// <param name="LogDays">Days that logs are kept.</param>
public sealed record RetentionSettings(int RawInfrequentDays, int ResultExpireDays, int NoncurrentDays, int LogDays);

/// <summary>Who is told what.</summary>
/// <param name="Emails">The addresses of alarms.</param>
/// <param name="PagerUrl">The pager's secret https address; empty for none. Kept wrapped as a secret by the program.</param>
/// <param name="CdcLatencySeconds">The replication delay that alarms.</param>
/// <param name="SuccessWithinHours">Hours without a successful run that alarm.</param>
/// <param name="BudgetMonthlyUsd">The month's budget.</param>
public sealed record AlertSettings(IReadOnlyList<string> Emails, string PagerUrl, int CdcLatencySeconds, int SuccessWithinHours, int BudgetMonthlyUsd)
{
    /// <summary>Shows everything but the secret.</summary>
    public override string ToString() => $"AlertSettings {{ Emails = {string.Join(", ", Emails)} }}";
}
