using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi.Running;

internal sealed partial class DeploymentRun
{
    private readonly HashSet<Task> _inFlight = [];
    private readonly List<Exception> _failures = [];

    /// <summary>Runs a program against mocks until everything it started has ended.</summary>
    public static async Task<(ImmutableArray<Resource> Resources, T Result)> TestAsync<T>(IMocks mocks, TestOptions? options, Func<Task<T>> program)
    {
        if (Current is not null)
            throw new InvalidOperationException("A deployment is running here already; start another one outside of it.");
        var run = new DeploymentRun(mocks, options ?? new TestOptions());
        // Set here, in an async method, so that it flows to what is started but never back to the caller.
        Flowing.Value = run;
        var result = StartAsync(program);
        run.Track(result);
        await run.WhenIdleAsync();
        run.ThrowIfFailed();
        return (run.Resources, await result);
    }

    // Async, so that a program that throws at once fails its task.
    private static async Task<T> StartAsync<T>(Func<Task<T>> program) => await program();

    public void Track(Task task)
    {
        lock (_gate)
            _inFlight.Add(task);
    }

    private async Task WhenIdleAsync()
    {
        while (true)
        {
            Task[] waiting;
            lock (_gate)
                waiting = [.. _inFlight];
            if (waiting.Length == 0)
                return;
            foreach (var task in waiting)
            {
                try
                {
                    await task;
                }
                catch (Exception e)
                {
                    _failures.Add(e);
                }
            }
            lock (_gate)
                _inFlight.ExceptWith(waiting);
        }
    }

    private void ThrowIfFailed()
    {
        // One exception is told, the first: the others mostly follow from it.
        if (_failures is [var failure, ..])
            throw new RunException(Describe(failure));
        switch (_errors)
        {
            case []:
                return;
            case [var only]:
                throw new RunException(only);
            default:
                throw new AggregateException(_errors.Select(message => new RunException(message)));
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        RunException run => run.Message,
        ResourceException { HideStack: true } fault => fault.Message,
        ResourceException fault => fault.ToString(),
        _ => $"The program failed with an unhandled exception:{Environment.NewLine}{exception}",
    };
}
