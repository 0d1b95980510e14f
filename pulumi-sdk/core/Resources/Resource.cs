using System.Collections.Immutable;
using Pulumi.Running;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>Anything that a program registers with the engine.</summary>
public class Resource
{
    private readonly ImmutableList<ResourceTransformation> _transformations;
    private readonly ImmutableDictionary<string, ProviderResource> _providers;
    private readonly bool? _protect;
    private readonly string _name;
    private readonly string _type;
    private ImmutableList<Resource> _children = [];

    private protected Resource(string type, string name, bool custom, ResourceArgs args, ResourceOptions options, bool remote = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (string.IsNullOrEmpty(name))
            throw new ArgumentException($"A resource of type '{type}' needs a name.", nameof(name));
        (_type, _name) = (type, name);

        var deployment = DeploymentRun.Require();
        var isStack = type == Stack.RootType;
        var parent = options.Parent ?? (isStack ? null : deployment.Stack);

        _transformations = options.ResourceTransformations.ToImmutableList();
        if (parent is not null)
            _transformations = _transformations.AddRange(parent._transformations);
        foreach (var transformation in _transformations)
        {
            if (transformation(new ResourceTransformationArgs(this, args, options)) is not { } result)
                continue;
            if (result.Options.Parent != options.Parent)
                throw new ArgumentException($"A transformation of '{name}' ({type}) may not change its parent.");
            (args, options) = (result.Args, result.Options);
        }

        options = options.Clone();
        options.Parent = parent;
        options.Protect ??= parent?._protect;
        _protect = options.Protect;
        _providers = parent?._providers ?? ImmutableDictionary<string, ProviderResource>.Empty;
        if (options is ComponentResourceOptions component)
        {
            // A single provider of a component is one of its providers: children find it by their package.
            List<ProviderResource> providers = [.. component.Provider is { } single ? [single] : Array.Empty<ProviderResource>(), .. component.Providers];
            _providers = providers.Aggregate(_providers, (all, provider) => all.SetItem(provider.Package, provider));
        }
        else if (custom)
            options.Provider ??= _providers.GetValueOrDefault(PackageOf(type));

        if (parent is not null)
            ImmutableInterlocked.Update(ref parent._children, children => children.Add(this));
        deployment.Register(this, custom, remote, args, options);
    }

    [Output("urn")]
    public Output<string> Urn { get; private protected set; } = null!;

    internal IReadOnlyList<Resource> Children => _children;

    public string GetResourceName() => _name;

    public string GetResourceType() => _type;

    private static string PackageOf(string type) => type.Split(':')[0];
}

public class CustomResource : Resource
{
#pragma warning disable RS0027, CA1068 // Both overloads exist in the genuine package: three arguments alone are ambiguous there too.
    public CustomResource(string type, string name, ResourceArgs? args, CustomResourceOptions? options = null)
        : base(type, name, custom: true, args ?? ResourceArgs.Empty, options ?? new CustomResourceOptions())
    {
    }

    public CustomResource(
        string type, string name, ResourceArgs? args, CustomResourceOptions? options = null, RegisterPackageRequest? registerPackageRequest = null)
        : this(type, name, args, options)
    {
        if (registerPackageRequest is not null)
            throw new NotSupportedException("The stand-in knows no parameterised packages.");
    }
#pragma warning restore RS0027, CA1068

    [Output("id")]
    public Output<string> Id { get; private protected set; } = null!;
}

/// <summary>Names a parameterised package; it is here for the overload that takes one.</summary>
public sealed class RegisterPackageRequest
{
    private RegisterPackageRequest()
    {
    }
}

public class ProviderResource(string package, string name, ResourceArgs args, CustomResourceOptions? options = null)
    : CustomResource($"pulumi:providers:{package}", name, args, options)
{
    internal string Package { get; } = package;

    internal async Task<string> ReferenceAsync()
    {
        var urn = await Urn.Data;
        var id = await Id.Data;
        return $"{urn.Value}::{(id.IsKnown && !string.IsNullOrEmpty(id.Value) ? id.Value : Serializer.UnknownText)}";
    }
}
