namespace Pulumi;

/// <summary>Sees, and may replace, the arguments and options of a resource before it is registered.</summary>
public delegate ResourceTransformationResult? ResourceTransformation(ResourceTransformationArgs args);

#pragma warning disable CA1815 // The genuine structs have no equality of their own either.
public readonly struct ResourceTransformationArgs(Resource resource, ResourceArgs args, ResourceOptions options)
{
    public Resource Resource { get; } = resource;

    public ResourceArgs Args { get; } = args;

    public ResourceOptions Options { get; } = options;
}

public readonly struct ResourceTransformationResult(ResourceArgs args, ResourceOptions options)
{
    public ResourceArgs Args { get; } = args;

    public ResourceOptions Options { get; } = options;
}
#pragma warning restore CA1815
