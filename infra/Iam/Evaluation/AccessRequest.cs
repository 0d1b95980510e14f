namespace Nonolive.Infra.Iam.Evaluation;

/// <summary>Who asks: a role or user of an account, a service of AWS, or nobody in particular.</summary>
internal sealed record Actor
{
    /// <summary>The principal: a role's ARN, a service's name, or <c>anonymous</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The account it belongs to; empty for a service and for anonymous.</summary>
    public string AccountId { get; init; } = "";

    public bool IsService { get; init; }

    /// <summary>The policies that are attached to it.</summary>
    public IReadOnlyList<PolicyText> Policies { get; init; } = [];

    public static Actor Service(string name) => new() { Name = name, IsService = true };

    public static Actor Anonymous { get; } = new() { Name = "anonymous" };
}

/// <summary>What is asked: may this action be done on that resource, in these circumstances.</summary>
internal sealed record AccessRequest(string Action, string Resource)
{
    /// <summary>Condition keys of the request and their values.</summary>
    public IReadOnlyDictionary<string, string> Context { get; init; } = new Dictionary<string, string>();

    public AccessRequest With(string key, string value) => this with { Context = new Dictionary<string, string>(Context) { [key] = value } };

    public override string ToString() => $"{Action} on {Resource}";
}

/// <summary>The answer, and the statement that decided it.</summary>
internal sealed record Decision(bool IsAllowed, string Reason)
{
    public override string ToString() => $"{(IsAllowed ? "allowed" : "refused")}: {Reason}";
}
