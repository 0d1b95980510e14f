using System.Collections.Concurrent;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>One resource that the program registered.</summary>
/// <param name="Type">The Pulumi type token, such as <c>aws:s3/bucket:Bucket</c>.</param>
/// <param name="Name">The logical name in the program.</param>
/// <param name="Id">The provider's id.</param>
/// <param name="Inputs">What the program gave.</param>
/// <param name="Outputs">What the resource has, inputs included.</param>
public sealed record InventoryResource(
    string Type, string Name, string Id, IReadOnlyDictionary<string, object?> Inputs, IReadOnlyDictionary<string, object?> Outputs)
{
    /// <summary>An output as text, or null.</summary>
    public string? Text(string output) => Outputs.GetValueOrDefault(output) as string;
}

/// <summary>Everything that a stack registered, for tests to assert on.</summary>
public sealed class Inventory
{
    private readonly ConcurrentQueue<InventoryResource> _resources = new();

    /// <summary>All resources in the order of their creation.</summary>
    public IReadOnlyList<InventoryResource> Resources => [.. _resources];

    /// <summary>All resources of a type.</summary>
    public IEnumerable<InventoryResource> OfType(string type) => _resources.Where(resource => resource.Type == type);

    /// <summary>The one resource of a type and logical name, or null.</summary>
    public InventoryResource? Find(string type, string name) => OfType(type).FirstOrDefault(resource => resource.Name == name);

    /// <summary>The resource of a type that has a value in an output, or null.</summary>
    public InventoryResource? FindBy(string type, string output, string value) => OfType(type).FirstOrDefault(resource => resource.Text(output) == value);

    internal void Add(InventoryResource resource) => _resources.Enqueue(resource);
}
