namespace Nonolive.Infra.Tests.Security;

/// <summary>Where a control is not met on purpose; the tests read this list, and docs/security.md prints it.</summary>
internal static class SecurityExceptions
{
    public static IReadOnlyList<(string Control, string Where, string Reason)> All { get; } =
    [
        ("DMS.13", "stack test", "A standby doubles the instance's cost; the test stack may lose replication for an hour."),
        ("S3.17, CKV_AWS_145", "logs bucket", "S3 delivers access logs only to buckets with its own encryption (SSE-S3)."),
        ("S3.9, CKV_AWS_18", "logs bucket", "Logging its own access would log itself without end."),
        ("CKV_AWS_298", "S3 endpoint of DMS", "DMS returns the endpoint's key as null, so every preview would show a change (cloudformation-coverage-roadmap#2577). Objects are encrypted with the stack's key by encryptionMode."),
        ("CKV_AWS_382", "groups replication, emr-primary, emr-nodes without the matching endpoint", "Secrets Manager, Glue, KMS and EMR are reached by NAT at port 443; with privateEndpoints the rule is gone."),
        ("CKV_AWS_382", "groups emr-primary and emr-nodes among themselves", "EMR's nodes talk on ports that it does not publish; the rules name the two groups, no address."),
        ("CKV_AWS_355, IAM5", "statement CreateCluster of the state machine", "RunJobFlow acts on a cluster that has no ARN yet; the request must carry the stack's tag."),
        ("CKV_AWS_355, IAM5", "statement FindClusters of the clean-up", "ListClusters takes no resource; what is found is ended only if it carries the stack's tag."),
        ("CKV_AWS_355, IAM5", "statement DeliverLogs of the state machines", "The log delivery actions take no resource (AWS documentation of Step Functions logging)."),
        ("CKV_AWS_355, IAM5", "statement Trace of the state machines", "The X-Ray actions take no resource."),
        ("CKV_AWS_355, IAM5", "statement Trace of the function", "The X-Ray actions take no resource."),
        ("Lambda.3, CKV_AWS_117", "function", "It reaches S3 and nothing else; in the VPC it would need rights on network interfaces of everybody."),
        ("CKV_AWS_115", "function", "The state machine calls it five at a time; a reservation fails in accounts that have the least concurrency."),
        ("CKV_AWS_116", "function", "It is only called by a state machine that waits for its answer, so there is no event that could be lost."),
        ("CKV_AWS_173", "function", "It has no environment variables."),
        ("CKV_AWS_272", "function", "Signing needs a signer of its own; who may change the code is who may deploy the stack."),
        ("KMS key policy, IAM5", "statements of the stack's key", "In a key's own policy, '*' means this key."),
        ("KMS key policy", "statement AccountDecides", "kms:* for the account itself, or nobody could ever change the key's policy; identities get single actions."),
        ("IAM4, CKV2_AWS_56", "roles emr-service, dms-vpc-role, dms-cloudwatch-logs-role", "AWS maintains these policies with its services; EMR's acts on tagged resources only. Ours are attached beside."),
        ("CKV_AWS_144", "all buckets", "A copy in another Region is not asked for; versions bring back what was deleted."),
        ("S3.15, CKV_AWS_143, S3.20", "all buckets", "Object lock and MFA delete forbid the deletes that DMS and Hive do all day."),
        ("CKV2_AWS_62", "all buckets", "Nothing reacts to single objects; runs are scheduled."),
        ("EMR6, CKV_AWS_114", "clusters", "Nobody logs in: there is no key pair, the nodes have no inbound rule for people, and a cluster lives for one run."),
        ("SecretsManager.1, SecretsManager.4, CKV2_AWS_57", "sandbox", "Rotation needs a function in the VPC; the sandbox is for trying and is removed afterwards. Existing secrets are their owner's."),
        ("SNS.4 publishers", "topic", "cloudwatch, events, budgets and costalerts may publish, each for this account only."),
        ("EMR.2, S3.1", "stacks with ownsAccountResources=false", "Account-wide settings belong to one stack of an account; S3's account-wide block belongs to whoever owns the account."),
    ];

    public static IReadOnlyList<string> StatementsOnEverything { get; } = ["CreateCluster", "FindClusters", "DeliverLogs", "Trace"];
}
