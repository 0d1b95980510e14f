using System.Collections.Immutable;
using Pulumi.Testing;

namespace Pulumi.Running;

internal sealed partial class DeploymentRun
{
    private readonly HashSet<Task> _inFlight = [];
    private readonly List<Exception> _failures = [];

    /// <summary>Runs a program against mocks until everything it started has ended.</summary>
    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks mocks, TestOptions? options, Func<DeploymentRun, Stack> start)
    {
        var run = new DeploymentRun(mocks, options ?? new TestOptions());
        // Set here, in an async method, so that it flows to what is started but never back to the caller.
        Flowing.Value = run;
        try
        {
            run.Stack = start(run);
        }
        catch (Exception e)
        {
            run._failures.Add(e is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : e);
        }
        await run.WhenIdleAsync();
        run.ThrowIfFailed();
        return (run.Resources, run.Stack is { } stack ? (await stack.Outputs.Data).Value : ImmutableDictionary<string, object?>.Empty);
    }

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
        var messages = new List<string>(_errors);
        if (_failures.FirstOrDefault() is { } failure)
            messages.Add(Describe(failure));
        switch (messages)
        {
            case []:
                return;
            case [var only]:
                throw new RunException(only, _failures.FirstOrDefault());
            default:
                throw new AggregateException(messages.Select(message => new RunException(message)));
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        RunException run => run.Message,
        ResourceException { Resource: { } resource } fault => $"{resource.GetResourceType()} '{resource.GetResourceName()}' has a problem: {fault.Message}",
        _ => $"The program failed with an unhandled exception:{Environment.NewLine}{exception}",
    };

    private void LogWarning(string message) => Log.Warn(message);
}
