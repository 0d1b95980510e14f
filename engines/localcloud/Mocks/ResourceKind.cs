using System.Text.RegularExpressions;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>What the local cloud knows of a type of resource: the inputs it understands, what AWS would compute, and what to really make.</summary>
internal sealed partial class ResourceKind
{
    private readonly HashSet<string> _inputs;
    private readonly string _words;
    private readonly string? _nameInput;
    private readonly string _id;
    private readonly IReadOnlyList<(string Output, string Template)> _outputs;

    /// <param name="type">The Pulumi type token.</param>
    /// <param name="inputs">The inputs it understands, separated by blanks; one marked with <c>=</c> is its physical name.</param>
    /// <param name="id">The id, as a template.</param>
    /// <param name="outputs">What AWS computes, as templates with {account} {region} {name} {hash} {uuid} {id} and inputs.</param>
    public ResourceKind(string type, string inputs, string id, params IReadOnlyList<(string Output, string Template)> outputs)
    {
        (Type, _words) = (type, inputs);
        var words = inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _nameInput = words.FirstOrDefault(word => word.EndsWith('='))?.TrimEnd('=');
        // The stand-in and the provider accept these everywhere.
        _inputs = [.. words.Select(word => word.TrimEnd('=')), "region", "tags", "tagsAll"];
        (_id, _outputs) = (id, outputs);
    }

    public string Type { get; }

    /// <summary>Makes the resource real; null where recording it is all.</summary>
    public Func<ResourceRequest, IDictionary<string, object?>, CancellationToken, Task>? Realize { get; init; }

    /// <summary>The same kind, made real.</summary>
    public ResourceKind Realized(Func<ResourceRequest, IDictionary<string, object?>, CancellationToken, Task> realize) =>
        new(Type, _words, _id, _outputs) { Realize = realize };

    public (string Id, Dictionary<string, object?> Outputs) Compute(ResourceRequest request)
    {
        var unknown = request.Inputs.Keys.Where(input => !_inputs.Contains(input)).Order(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0)
            throw LocalCloudErrors.UnknownResourceInput(Type, request.Name, unknown);
        var outputs = request.Inputs.ToDictionary(StringComparer.Ordinal);
        var name = _nameInput is null ? request.Name : request.Text(_nameInput) ?? $"{request.Name}-{AccountFixture.Hash(Type + request.Name, 7)}";
        if (_nameInput is not null)
            outputs[_nameInput] = name;
        var id = Fill(_id, request, name, "");
        foreach (var (output, template) in _outputs)
            outputs[output] = Fill(template, request, name, id);
        return (id, outputs);
    }

    private static string Fill(string template, ResourceRequest request, string name, string id) =>
        Hole().Replace(template, hole => hole.Groups[1].Value switch
        {
            "account" => request.Account.AccountId,
            "region" => request.Account.Region,
            "partition" => request.Account.Partition,
            "name" => name,
            "id" => id,
            "uuid" => AccountFixture.Uuid(request.Type + request.Name),
            "hash" => AccountFixture.Hash(request.Type + request.Name, 17),
            "HASH" => AccountFixture.Hash(request.Type + request.Name, 17).ToUpperInvariant(),
            var input => request.Text(input.Split(':')[0]) ?? (input.Contains(':', StringComparison.Ordinal) ? input[(input.IndexOf(':', StringComparison.Ordinal) + 1)..] : ""),
        });

    [GeneratedRegex(@"\{([A-Za-z:/]+)\}")]
    private static partial Regex Hole();
}
