using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>Ways to make and combine outputs.</summary>
public static partial class Output
{
    public static Output<T> Create<T>(T value) => new(Task.FromResult(OutputData.Known(value)));

    public static Output<T> Create<T>(Task<T> value) => new(FromTaskAsync(value, secret: false));

    public static Output<T> CreateSecret<T>(T value) => CreateSecret(Create(value));

    public static Output<T> CreateSecret<T>(Task<T> value) => new(FromTaskAsync(value, secret: true));

    public static Output<T> CreateSecret<T>(Output<T> value) => new(MarkAsync(value, secret: true));

    public static Output<T> Unsecret<T>(Output<T> output) => new(MarkAsync(output, secret: false));

    public static async Task<bool> IsSecretAsync<T>(Output<T> output) => (await output.Data).IsSecret;

    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs) => All(inputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs) => All(inputs.Select(input => input.ToOutput()));

    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs) => All(outputs.AsEnumerable());

    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs) => new(AllAsync([.. outputs]));

    public static Output<string> Format(FormattableString formattableString)
    {
        var arguments = formattableString.GetArguments().Select(ToUntyped).ToArray();
        return All<object?>(arguments!).Apply(values => string.Format(CultureInfo.CurrentCulture, formattableString.Format, [.. values]));
    }

    public static Output<string> JsonSerialize<T>(Output<T> value, JsonSerializerOptions? options = null) =>
        new(OutputJson.SerializeAsync(value, options));

    public static Output<T> JsonDeserialize<T>(Output<string> json, JsonSerializerOptions? options = null) =>
        json.Apply(text => JsonSerializer.Deserialize<T>(text, options)!);

    internal static Output<object?> ToUntyped(object? value) => value switch
    {
        IInput input => ToUntyped(input.ToUntypedOutput()),
        IOutput output => new Output<object?>(output.GetDataAsync()),
        _ => Create<object?>(value),
    };

    private static async Task<OutputData<T>> FromTaskAsync<T>(Task<T> value, bool secret) =>
        new([], await value, true, secret);

    private static async Task<OutputData<T>> MarkAsync<T>(Output<T> output, bool secret) =>
        (await output.Data) with { IsSecret = secret };

    private static async Task<OutputData<ImmutableArray<T>>> AllAsync<T>(ImmutableArray<Output<T>> outputs)
    {
        var parts = await Task.WhenAll(outputs.Select(output => output.Data));
        return parts.Aggregate(
            OutputData.Known(parts.Select(part => part.Value).ToImmutableArray()),
            (all, part) => new(
                OutputData.Union(all.Resources, part.Resources), all.Value, all.IsKnown && part.IsKnown, all.IsSecret || part.IsSecret));
    }
}
