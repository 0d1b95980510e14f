using System.Text.Json.Nodes;

namespace Nonolive.Infra.Preview;

/// <summary>One resource as the program registered it.</summary>
/// <param name="Type">Its type's token, such as <c>aws:s3/bucket:Bucket</c>.</param>
/// <param name="Name">Its name in the program.</param>
/// <param name="Parent">The name of the component that holds it; empty for the stack.</param>
/// <param name="Inputs">Its arguments under the provider's names.</param>
public sealed record RegisteredResource(string Type, string Name, string Parent, JsonObject Inputs)
{
    /// <value>Whether deleting it is refused.</value>
    public bool Protect { get; init; }

    /// <value>Whether it outlives its removal from the program.</value>
    public bool RetainOnDelete { get; init; }

    /// <value>Arguments whose changes are not acted on.</value>
    public IReadOnlyList<string> IgnoreChanges { get; init; } = [];

    /// <value>Names of the resources that must exist before.</value>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Type and name, which identify it in a stack.</summary>
    public string Key => $"{Type} {Name}";

    /// <summary>Whether it is a component of the program and nothing in the cloud.</summary>
    public bool IsComponent => Type.StartsWith("nonolive:", StringComparison.Ordinal);

    /// <summary>The text of an argument, or null.</summary>
    public string? Text(string input) => Inputs[input] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
