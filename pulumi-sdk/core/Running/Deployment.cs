using System.Collections.Immutable;
using Pulumi.Running;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>Starts programs: under mocks here, under the engine only with the genuine package.</summary>
public sealed class Deployment
{
    private Deployment()
    {
    }

    public static DeploymentInstance Instance => DeploymentRun.Require().Instance;

    public static Task<int> RunAsync(Action action) => Refusal.RefuseAsync();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => Refusal.RefuseAsync();

    public static Task<int> RunAsync(Func<Task> func) => Refusal.RefuseAsync();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => Refusal.RefuseAsync();

    public static Task<int> RunAsync<TStack>() where TStack : Stack, new() => Refusal.RefuseAsync();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider) where TStack : Stack => Refusal.RefuseAsync();

    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null) where TStack : Stack, new() =>
        TestStackAsync(mocks, options, () => new TStack());

    public static Task<ImmutableArray<Resource>> TestWithServiceProviderAsync<TStack>(
        IMocks mocks, IServiceProvider serviceProvider, TestOptions? options = null) where TStack : Stack =>
        TestStackAsync(mocks, options, () => serviceProvider.GetService(typeof(TStack)) as TStack
            ?? throw new InvalidOperationException($"The service provider has no {typeof(TStack).FullName}."));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources) =>
        (await TestFunctionAsync(testMocks, testOptions, () =>
        {
            createResources();
            return Task.FromResult(true);
        })).Resources;

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources) =>
        (await TestFunctionAsync(testMocks, testOptions, async () =>
        {
            await createResources();
            return true;
        })).Resources;

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources) =>
        TestFunctionAsync(testMocks, testOptions, () => Task.FromResult(createResources()));

    public static Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources) =>
        TestFunctionAsync(testMocks, testOptions, createResources);

    /// <summary>A program that is a function has a stack, but only a class that derives from Stack is listed among the resources.</summary>
    private static async Task<(ImmutableArray<Resource> Resources, T Result)> TestFunctionAsync<T>(IMocks mocks, TestOptions options, Func<Task<T>> program)
    {
        var (resources, result) = await DeploymentRun.TestAsync(mocks, options, () =>
        {
            new Stack().RegisterPropertyOutputs();
            return program();
        });
        return (resources.RemoveAll(resource => resource is Stack), result);
    }

    private static async Task<ImmutableArray<Resource>> TestStackAsync(IMocks mocks, TestOptions? options, Func<Stack> create) =>
        (await DeploymentRun.TestAsync(mocks, options, () =>
        {
            var stack = create();
            stack.RegisterPropertyOutputs();
            return Task.FromResult(stack);
        })).Resources;
}

/// <summary>What a running program asks of its deployment.</summary>
public sealed class DeploymentInstance
{
    private readonly DeploymentRun _run;

    internal DeploymentInstance(DeploymentRun run) => _run = run;

    public string StackName => _run.StackName;

    public string ProjectName => _run.ProjectName;

    public string OrganizationName => _run.OrganizationName;

    public string RootDirectory => _run.RootDirectory;

    public bool IsDryRun => _run.IsPreview;

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOptions? options = null) => new(_run.InvokeAsync<T>(token, args, options));

    public Output<T> Invoke<T>(string token, InvokeArgs args, InvokeOutputOptions options) => new(_run.InvokeAsync<T>(token, args, options));

    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        (await _run.InvokeAsync<T>(token, args, options)).Value;
}
