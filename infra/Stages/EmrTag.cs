using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>
/// The tag without which the EMR service's managed policy touches nothing:
/// https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-managed-iam-policies.html
/// </summary>
internal static class EmrTag
{
    public const string Key = "for-use-with-amazon-emr-managed-policies";
    public const string Value = "true";

    public static InputMap<string> With(string name) => new() { ["Name"] = name, [Key] = Value };
}
