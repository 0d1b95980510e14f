using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Reads outputs, for tests and tools.</summary>
public static class OutputUtilities
{
    public static async Task<T> GetValueAsync<T>(Output<T> output) => (await output.Data).Value;

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data).IsKnown;

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output) => (await output.Data).Resources;

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource) => new(AddAsync(output, resource));

    public static Output<T> CreateUnknown<T>(T value) => new(Task.FromResult(new OutputData<T>([], value, false, false)));

    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) => new(UnknownAsync(valueFactory));

    private static async Task<OutputData<T>> AddAsync<T>(Output<T> output, Resource resource)
    {
        var data = await output.Data;
        return data with { Resources = data.Resources.Add(resource) };
    }

    private static async Task<OutputData<T>> UnknownAsync<T>(Func<Task<T>> valueFactory) =>
        new([], await valueFactory(), false, false);
}
