namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>
/// Answers "may this actor do this on that" as AWS does
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html): an explicit Deny wins; within
/// an account the identity's or the resource's policy may allow; across accounts both must; a KMS key asks its own policy
/// first, which may delegate to the account's identities; a service is allowed by the resource's policy alone.
/// </summary>
internal static class PolicyEvaluator
{
    /// <param name="actor">Who asks.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="resourcePolicy">The policy of the resource, where it has one.</param>
    /// <param name="owner">The account that the resource belongs to.</param>
    public static Decision Evaluate(Actor actor, AccessRequest request, PolicyText? resourcePolicy, string owner)
    {
        var asked = Complete(actor, request);
        var identity = actor.Policies.SelectMany(policy => policy.Statements).Where(statement => Applies(statement, asked)).ToList();
        var resource = (resourcePolicy?.Statements ?? []).Where(statement => Applies(statement, asked)).ToList();
        var named = resource.Where(statement => statement.Principals.Any(principal => principal.Names(actor))).ToList();
        var delegated = resource.Where(statement => statement.Principals.Any(principal => principal.Delegates(actor))).ToList();

        if (identity.Concat(named).Concat(delegated).FirstOrDefault(statement => !statement.Allows) is { } deny)
            return new(false, $"{deny} denies it");
        var byIdentity = identity.FirstOrDefault();
        var byResource = named.FirstOrDefault();
        var byDelegation = delegated.FirstOrDefault();
        if (byResource is not null && (actor.IsService || actor.AccountId == owner))
            return new(true, $"{byResource} allows it");
        if (actor.IsService || actor.AccountId.Length == 0)
            return new(false, "no statement of the resource names it");
        if (byIdentity is null)
            return new(false, "no statement of its own allows it");
        var needsResource = actor.AccountId != owner || request.Action.StartsWith("kms:", StringComparison.Ordinal);
        return needsResource && byDelegation is null && byResource is null
            ? new(false, "the resource does not let its account's identities decide")
            : new(true, $"{byIdentity} allows it");
    }

    /// <summary>Whether an actor may take a role on; the role's trust policy is a resource's policy.</summary>
    public static Decision MayAssume(Actor actor, PolicyText trust, string owner, IReadOnlyDictionary<string, string>? context = null) =>
        Evaluate(actor, new AccessRequest("sts:AssumeRole", "") { Context = context ?? new Dictionary<string, string>() }, trust, owner);

    private static AccessRequest Complete(Actor actor, AccessRequest request)
    {
        var context = new Dictionary<string, string>
        {
            ["aws:SecureTransport"] = "true",
            ["s3:TlsVersion"] = "1.3",
            ["aws:PrincipalIsAWSService"] = actor.IsService ? "true" : "false",
        };
        if (actor.AccountId.Length > 0)
            context["aws:PrincipalAccount"] = actor.AccountId;
        foreach (var (key, value) in request.Context)
            context[key] = value;
        return request with { Context = context };
    }

    private static bool Applies(PolicyStatement statement, AccessRequest request) =>
        statement.Actions.Any(action => Wildcard.Matches(action.ToLowerInvariant(), request.Action.ToLowerInvariant()))
        && (statement.Resources.Count == 0 || statement.Resources.Any(resource => Wildcard.Matches(resource, request.Resource)))
        && statement.Conditions.All(condition => condition.Holds(request.Context));
}
