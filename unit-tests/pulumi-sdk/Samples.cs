using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;

namespace Nonolive.PulumiSdk.Tests;

/// <summary>A resource with one argument of each kind.</summary>
internal sealed class Sample : CustomResource
{
    public Sample(string name, SampleArgs? args = null, CustomResourceOptions? options = null)
        : base("test:index/sample:Sample", name, args ?? new SampleArgs(), options)
    {
    }

    [Output("text")]
    public Output<string> Text { get; private set; } = null!;

    [Output("number")]
    public Output<int> Number { get; private set; } = null!;

    [Output("fraction")]
    public Output<double?> Fraction { get; private set; } = null!;

    [Output("items")]
    public Output<ImmutableArray<string>> Items { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("nested")]
    public Output<SampleNested?> Nested { get; private set; } = null!;

    [Output("flavor")]
    public Output<Flavor> Flavor { get; private set; } = null!;

    [Output]
    public Output<string> Unnamed { get; private set; } = null!;
}

internal sealed class SampleArgs : ResourceArgs
{
    [Input("text")]
    public Input<string>? Text { get; set; }

    [Input("number")]
    public Input<int>? Number { get; set; }

    [Input("fraction")]
    public Input<double>? Fraction { get; set; }

    [Input("flag")]
    public Input<bool>? Flag { get; set; }

    [Input("flavor")]
    public Input<Flavor>? Flavor { get; set; }

    [Input("union")]
    public InputUnion<string, Flavor>? Union { get; set; }

    [Input("nested")]
    public Input<SampleNestedArgs>? Nested { get; set; }

    [Input("json", json: true)]
    public Input<SampleNestedArgs>? Json { get; set; }

    [Input("asset")]
    public Input<AssetOrArchive>? Asset { get; set; }

    [Input("anything")]
    public Input<object>? Anything { get; set; }

    [Input("items")]
    private InputList<string>? _items;

    [Input("tags")]
    private InputMap<string>? _tags;

    public InputList<string> Items { get => _items ??= []; set => _items = value; }

    public InputMap<string> Tags { get => _tags ??= []; set => _tags = value; }
}

internal sealed class SampleNestedArgs : ResourceArgs
{
    [Input("innerText", required: true)]
    public Input<string> Text { get; set; } = null!;

    [Input("innerCount")]
    public Input<int>? Count { get; set; }
}

[OutputType]
internal sealed class SampleNested
{
    public readonly string InnerText;
    public readonly int? InnerCount;

    [OutputConstructor]
    public SampleNested(string innerText, int? innerCount)
    {
        InnerText = innerText;
        InnerCount = innerCount;
    }
}

[EnumType]
internal readonly struct Flavor : IEquatable<Flavor>
{
    private readonly string _value;

    private Flavor(string value) => _value = value;

    public static Flavor Sweet { get; } = new("sweet");

    public static Flavor Salty { get; } = new("salty");

    public static explicit operator string(Flavor value) => value._value;

    public bool Equals(Flavor other) => _value == other._value;

    public override bool Equals(object? obj) => obj is Flavor other && Equals(other);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}

internal sealed class Group : ComponentResource
{
    public Group(string name, ResourceArgs? args = null, ComponentResourceOptions? options = null) : base("test:index:Group", name, args, options)
    {
    }

    [Output("label")]
    public Output<string> Label { get; private set; } = null!;

    public void Finish(Output<string> label)
    {
        Label = label;
        RegisterOutputs(new Dictionary<string, object?> { ["label"] = label });
    }
}

/// <summary>Verbs for tests: run a program, read an output.</summary>
internal static class Program
{
    private static readonly TestOptions Update = new() { IsPreview = false };

    public static Task<ImmutableArray<Resource>> UpdateAsync(IMocks mocks, Action program, TestOptions? options = null) =>
        Deployment.TestAsync(mocks, options ?? Update, program);

    public static Task<ImmutableArray<Resource>> PreviewAsync(IMocks mocks, Action program) =>
        Deployment.TestAsync(mocks, new TestOptions(), program);

    /// <summary>Runs a program that makes one output, and reads everything about it.</summary>
    public static async Task<(T Value, bool IsKnown, bool IsSecret, string[] From)> ReadAsync<T>(
        Func<Output<T>> program, IMocks? mocks = null, bool preview = false)
    {
        Output<T>? made = null;
        await Deployment.TestAsync(mocks ?? new RecordingMocks(), new TestOptions { IsPreview = preview }, () => { made = program(); });
        return await InspectAsync(made!);
    }

    public static async Task<(T Value, bool IsKnown, bool IsSecret, string[] From)> InspectAsync<T>(Output<T> output) => (
        await OutputUtilities.GetValueAsync(output),
        await OutputUtilities.GetIsKnownAsync(output),
        await Output.IsSecretAsync(output),
        [.. (await OutputUtilities.GetDependenciesAsync(output)).Select(resource => resource.GetResourceName()).Order(StringComparer.Ordinal)]);
}
