namespace Nonolive.PulumiSdk.Generator;

/// <summary>Names and number types that C# has and the typings do not tell.</summary>
internal static class Names
{
    // The C# namespace of each module, as the package Pulumi.Aws spells it.
    private static readonly Dictionary<string, string> Namespaces = new()
    {
        ["athena"] = "Athena",
        ["budgets"] = "Budgets",
        ["cloudwatch"] = "CloudWatch",
        ["costexplorer"] = "CostExplorer",
        ["dms"] = "Dms",
        ["ec2"] = "Ec2",
        ["emr"] = "Emr",
        ["emrserverless"] = "EmrServerless",
        ["glue"] = "Glue",
        ["iam"] = "Iam",
        ["kms"] = "Kms",
        ["lambda"] = "Lambda",
        ["rds"] = "Rds",
        ["s3"] = "S3",
        ["scheduler"] = "Scheduler",
        ["secretsmanager"] = "SecretsManager",
        ["sfn"] = "Sfn",
        ["sns"] = "Sns",
        ["sqs"] = "Sqs",
        ["ssm"] = "Ssm",
        ["vpc"] = "Vpc",
    };

    // A C# member cannot have the name of its class; the provider names these two itself.
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["s3.Bucket.bucket"] = "BucketName",
        ["iam.Policy.policy"] = "PolicyDocument",
    };

    // TypeScript has one number type. These accept fractions (float in the provider's schema); all others are integers.
    private static readonly HashSet<string> Fractions =
    [
        "budgets.BudgetNotification.threshold",
        "cloudwatch.MetricAlarm.threshold",
        "rds.ClusterServerlessv2ScalingConfiguration.maxCapacity",
        "rds.ClusterServerlessv2ScalingConfiguration.minCapacity",
    ];

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "base", "bool", "case", "char", "checked", "class", "const", "default", "delegate", "do", "double", "else", "enum",
        "event", "explicit", "extern", "false", "fixed", "float", "for", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly",
        "ref", "return", "sealed", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "using", "virtual", "void", "while",
    ];

    /// <summary>`s3.Bucket` is module s3 and name Bucket; `getRegion` is in the root module.</summary>
    public static (string Module, string Simple) Split(string name) =>
        name.LastIndexOf('.') is >= 0 and var dot ? (name[..dot], name[(dot + 1)..]) : ("", name);

    public static string Namespace(string module) => module.Length == 0
        ? "Pulumi.Aws"
        : Namespaces.TryGetValue(module, out var name) ? $"Pulumi.Aws.{name}"
        : throw new GeneratorException($"The C# namespace of module '{module}' is not known: add it to {nameof(Names)}.cs.");

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    public static string Property(string owner, string member) => Renamed.GetValueOrDefault($"{owner}.{member}") ?? Pascal(member);

    public static string Field(string member) => $"_{char.ToLowerInvariant(member[0])}{member[1..]}";

    public static string Parameter(string member) =>
        char.ToLowerInvariant(member[0]) + member[1..] is var name && Keywords.Contains(name) ? $"@{name}" : name;

    public static string Number(string owner, string member) => Fractions.Contains($"{owner}.{member}") ? "double" : "int";
}
