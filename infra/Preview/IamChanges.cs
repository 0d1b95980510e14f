using Nonolive.Infra.Iam.Evaluation;
using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Preview;

/// <summary>One right that somebody gains or loses, in words.</summary>
/// <param name="Grants">Whether somebody may now do more.</param>
/// <param name="Sentence">Who may now, or no longer, do what.</param>
public sealed record IamChange(bool Grants, string Sentence);

/// <summary>Says in words what differs between the policies of two registrations.</summary>
internal static class IamChanges
{
    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["s3:GetObject"] = "read",
        ["s3:PutObject"] = "write",
        ["s3:DeleteObject"] = "delete",
        ["s3:ListBucket"] = "list",
        ["kms:Decrypt"] = "decrypt with",
        ["kms:GenerateDataKey"] = "encrypt with",
        ["kms:CreateGrant"] = "lend",
        ["iam:PassRole"] = "hand on",
        ["sts:AssumeRole"] = "take on",
        ["sns:Publish"] = "publish to",
        ["sqs:SendMessage"] = "send to",
        ["states:StartExecution"] = "start",
        ["secretsmanager:GetSecretValue"] = "read the secret",
        ["elasticmapreduce:RunJobFlow"] = "create clusters:",
        ["elasticmapreduce:TerminateJobFlows"] = "end clusters:",
    };

    private static readonly Dictionary<string, string> Roles = new()
    {
        ["replication-target"] = "DMS (target)",
        ["replication-secret"] = "DMS (secret)",
        ["emr-service"] = "the EMR service",
        ["emr-nodes"] = "EMR nodes",
        ["emr-jobs"] = "EMR Serverless jobs",
        ["state-machine"] = "the state machine",
        ["scheduler"] = "the scheduler",
        ["application"] = "the application",
        ["console"] = "the console",
    };

    public static IReadOnlyList<IamChange> Between(StackRegistration before, StackRegistration after, StackSettings settings)
    {
        var (old, now) = (Rights(before, settings), Rights(after, settings));
        return
        [
            .. now.Except(old).Order(StringComparer.Ordinal).Select(right => Sentence(right, gained: true)),
            .. old.Except(now).Order(StringComparer.Ordinal).Select(right => Sentence(right, gained: false)),
        ];
    }

    private static IamChange Sentence(string right, bool gained)
    {
        var denies = right.StartsWith('!');
        var parts = right.TrimStart('!').Split('|', 2);
        var verb = (denies, gained) switch
        {
            (false, true) => "may now",
            (false, false) => "may no longer",
            (true, true) => "is now forbidden to",
            (true, false) => "is no longer forbidden to",
        };
        return new(gained != denies, $"{char.ToUpperInvariant(parts[0][0])}{parts[0][1..]} {verb} {parts[1]}.");
    }

    private static HashSet<string> Rights(StackRegistration registration, StackSettings settings)
    {
        var policies = new StackPolicies(registration, settings.AccountId);
        var rights = new HashSet<string>();
        foreach (var (owner, policy) in policies.All)
        {
            foreach (var statement in policy.Statements)
                rights.UnionWith(Of(statement, owner, settings));
        }
        foreach (var role in registration.OfType("aws:iam/role:Role"))
        {
            foreach (var statement in policies.TrustOf(role.Text("name")!).Statements)
                rights.UnionWith(Of(statement with { Resources = [Who(role.Text("name")!, settings)] }, role.Name, settings));
        }
        foreach (var role in policies.RoleNames)
            rights.UnionWith(policies.ManagedPoliciesOf(role).Select(name => $"{Who(role, settings)}|do what AWS's policy {name} allows"));
        return rights;
    }

    private static IEnumerable<string> Of(PolicyStatement statement, string owner, StackSettings settings)
    {
        var whom = statement.Principals.Count == 0
            ? [Who(owner, settings)]
            : statement.Principals.Select(principal => principal.Value == "*" ? "anybody" : principal.Value);
        var when = statement.Conditions.Count == 0 ? "" : $" when {string.Join(" and ", statement.Conditions.Select(c => $"{c.Key} {Words(c.Operator)} {string.Join(" or ", c.Values)}"))}";
        return from who in whom
               from action in statement.Actions
               from resource in statement.Resources
               select $"{(statement.Allows ? "" : "!")}{who}|{Verbs.GetValueOrDefault(action, action)} {Place(resource)}{(Verbs.ContainsKey(action) ? $" ({action})" : "")}{when}";
    }

    private static string Who(string owner, StackSettings settings)
    {
        if (owner == settings.Access.ApplicationRole)
            return "the application";
        if (owner == settings.Access.ConsoleRole)
            return "the console";
        var part = owner.StartsWith($"{settings.Prefix}-", StringComparison.Ordinal) ? owner[(settings.Prefix.Length + 1)..] : owner;
        return Roles.GetValueOrDefault(part, $"the role {owner}");
    }

    private static string Place(string resource) => resource switch
    {
        "*" => "anything",
        _ when resource.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) => $"s3://{resource["arn:aws:s3:::".Length..]}",
        _ => resource,
    };

    private static string Words(string op) => op switch
    {
        "StringEquals" or "ArnEquals" or "Bool" => "is",
        "StringNotEquals" => "is not",
        "StringLike" or "ArnLike" => "is like",
        "NumericLessThan" => "is less than",
        _ => op,
    };
}
