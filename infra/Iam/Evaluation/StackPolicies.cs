using Nonolive.Infra.Preview;

namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>Every policy that a stack registers, by whom it is attached to.</summary>
internal sealed class StackPolicies
{
    private const string Managed = "arn:aws:iam::aws:policy/";

    private readonly StackRegistration _registration;
    private readonly string _account;
    private readonly Dictionary<string, PolicyText> _resourcePolicies;

    public StackPolicies(StackRegistration registration, string account)
    {
        (_registration, _account) = (registration, account);
        _resourcePolicies = new Dictionary<string, PolicyText>(ResourcePolicies());
    }

    /// <summary>The names of all roles that the stack makes, and of those that it gives rights to.</summary>
    public IEnumerable<string> RoleNames => _registration.OfType("aws:iam/role:Role").Select(role => role.Text("name")!)
        .Concat(_registration.OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").Select(attachment => attachment.Text("role")!)).Distinct();

    /// <summary>All policies of identities and resources, with what they belong to.</summary>
    public IEnumerable<(string Owner, PolicyText Policy)> All =>
        RoleNames.SelectMany(role => PoliciesOf(role).Select(policy => (role, policy)))
            .Concat(_resourcePolicies.Select(pair => (pair.Key, pair.Value)));

    /// <summary>A role with the policies that the stack attaches to it.</summary>
    public Actor Role(string name) => new() { Name = $"arn:aws:iam::{_account}:role/{name}", AccountId = _account, Policies = PoliciesOf(name) };

    /// <summary>The AWS-managed policies of a role, whose text is AWS's own.</summary>
    public IReadOnlyList<string> ManagedPoliciesOf(string role) =>
        [.. Attachments(role).Where(arn => arn.StartsWith(Managed, StringComparison.Ordinal)).Select(arn => arn[Managed.Length..])];

    public PolicyText TrustOf(string role)
    {
        var registered = _registration.OfType("aws:iam/role:Role").Single(r => r.Text("name") == role);
        return PolicyText.Parse($"trust of {role}", registered.Text("assumeRolePolicy")!);
    }

    public Decision Evaluate(Actor actor, AccessRequest request) =>
        PolicyEvaluator.Evaluate(actor, request, ResourcePolicyOf(request.Resource), _account);

    /// <summary>The policy of the bucket, key, topic or queue that a resource is or lies in; null where it has none.</summary>
    public PolicyText? ResourcePolicyOf(string arn) =>
        _resourcePolicies.GetValueOrDefault(arn.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) ? arn.Split('/')[0] : arn);

    private List<PolicyText> PoliciesOf(string role)
    {
        var inline = _registration.OfType("aws:iam/rolePolicy:RolePolicy").Where(policy => policy.Text("role") == role)
            .Select(policy => PolicyText.Parse(policy.Name, policy.Text("policy")!));
        var attached = Attachments(role).SelectMany(arn => _registration.OfType("aws:iam/policy:Policy").Where(policy => arn == $"arn:aws:iam::{_account}:policy/{policy.Text("name")}"))
            .Select(policy => PolicyText.Parse(policy.Name, policy.Text("policy")!));
        return [.. inline, .. attached];
    }

    private IEnumerable<string> Attachments(string role) => _registration.OfType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .Where(attachment => attachment.Text("role") == role).Select(attachment => attachment.Text("policyArn")!);

    private IEnumerable<KeyValuePair<string, PolicyText>> ResourcePolicies()
    {
        foreach (var policy in _registration.OfType("aws:s3/bucketPolicy:BucketPolicy"))
            yield return new($"arn:aws:s3:::{policy.Text("bucket")}", PolicyText.Parse(policy.Name, policy.Text("policy")!));
        foreach (var key in _registration.OfType("aws:kms/key:Key"))
            yield return new(KeyArn, PolicyText.Parse(key.Name, key.Text("policy")!));
        foreach (var policy in _registration.OfType("aws:sns/topicPolicy:TopicPolicy"))
            yield return new(policy.Text("arn")!, PolicyText.Parse(policy.Name, policy.Text("policy")!));
        foreach (var policy in _registration.OfType("aws:sqs/queuePolicy:QueuePolicy"))
        {
            var parsed = PolicyText.Parse(policy.Name, policy.Text("policy")!);
            yield return new(parsed.Statements[0].Resources[0], parsed);
        }
    }

    private string KeyArn => _registration.Outputs["keyArn"];
}
