using System.Globalization;
using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Jsonata;
using Nonolive.LocalCloud.StateMachines.Definition;
using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>Runs the states of one execution (https://states-language.net/spec.html with JSONata).</summary>
internal sealed class FlowRunner(
    IReadOnlyDictionary<string, ITaskIntegration> integrations,
    ExecutionContextObject context,
    ExecutionHistory history,
    ExecutionWaits waits,
    TimeProvider clock)
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 256 KiB of UTF-8 text
    private const int MostConcurrentIterations = 40;

    /// <summary>Runs a flow to its end and gives its output.</summary>
    /// <exception cref="StateFailure">A state failed and nothing caught it.</exception>
    public async Task<object?> RunAsync(StateFlow flow, object? input, ExecutionScope scope, string prefix, CancellationToken cancellation)
    {
        var name = flow.StartAt;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var (output, next) = await StateAsync(flow.States[name], input, scope, prefix, cancellation);
            if (next is null)
                return output;
            (name, input) = (next, output);
        }
    }

    private async Task<(object? Output, string? Next)> StateAsync(
        StateDefinition state, object? input, ExecutionScope scope, string prefix, CancellationToken cancellation)
    {
        var label = prefix + state.Name;
        var started = clock.GetTimestamp();
        var entered = clock.GetUtcNow();
        history.Add(ExecutionEventKind.StateEntered, label, Short(input));
        var attempts = new int[state.Retry.Count];
        for (var retries = 0; ; retries++)
        {
            var run = new StateRun(state, input, scope, label, context.ForState(state.Name, entered, retries, scope));
            StateFailure failure;
            try
            {
                Payload.Check(input, "input");
                var (output, next) = await BodyAsync(run, cancellation);
                Payload.Check(output, "output");
                history.Add(ExecutionEventKind.StateExited, label, Short(output), clock.GetElapsedTime(started));
                return (output, next);
            }
            catch (StateFailure e)
            {
                failure = e;
            }
            catch (JsonataException e)
            {
                failure = new StateFailure("States.QueryEvaluationError", $"An expression of the state '{state.Name}' failed: {e.Message}", e);
            }
            history.Add(ExecutionEventKind.Failed, label, failure.Message, clock.GetElapsedTime(started));
            if (state is FailState || !await RetryAsync(state, failure, attempts, label, cancellation))
                return Caught(run, failure);
        }
    }

    private async Task<bool> RetryAsync(StateDefinition state, StateFailure failure, int[] attempts, string label, CancellationToken cancellation)
    {
        var index = state.Retry.TakeWhile(retrier => !failure.Matches(retrier.ErrorEquals)).Count();
        if (index == state.Retry.Count || attempts[index] >= state.Retry[index].MaxAttempts)
            return false;
        var retrier = state.Retry[index];
        var seconds = retrier.IntervalSeconds * Math.Pow(retrier.BackoffRate, attempts[index]++);
        var wait = waits.Jittered(TimeSpan.FromSeconds(Math.Min(seconds, retrier.MaxDelaySeconds ?? double.MaxValue)), retrier.FullJitter);
        history.Add(ExecutionEventKind.RetryScheduled, label, $"attempt {attempts[index]} of {retrier.MaxAttempts} after {wait.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        await waits.WaitAsync(wait, cancellation);
        return true;
    }

    private (object? Output, string? Next) Caught(StateRun run, StateFailure failure)
    {
        var catcher = run.State.Catch.FirstOrDefault(catcher => failure.Matches(catcher.ErrorEquals)) ?? throw failure;
        var error = new JsonataObject { ["Error"] = failure.Error, ["Cause"] = failure.Cause };
        var variables = run.Variables("errorOutput", error);
        try
        {
            // Both see the variables as they were before (https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html).
            var output = catcher.Output is null ? error : catcher.Output.Evaluate(variables, clock);
            Assign(run.Scope, catcher.Assign, variables);
            history.Add(ExecutionEventKind.Caught, run.Label, $"{failure.Error}, on to {catcher.Next}");
            return (output, catcher.Next);
        }
        catch (JsonataException e)
        {
            throw new StateFailure("States.QueryEvaluationError", $"Catch of the state '{run.State.Name}' failed: {e.Message}", e);
        }
    }

    private async Task<(object? Output, string? Next)> BodyAsync(StateRun run, CancellationToken cancellation)
    {
        switch (run.State)
        {
            case FailState fail:
                throw new StateFailure(TextOf(fail.Error, run, "States.Failed"), TextOf(fail.Cause, run, ""));
            case ChoiceState choice:
                return Choose(choice, run);
            case WaitState wait:
                await WaitAsync(wait, run, cancellation);
                return Finish(run, null);
            case TaskState task:
                return Finish(run, new Result(await TaskAsync(task, run, cancellation)));
            case ParallelState parallel:
                return Finish(run, new Result(await ParallelAsync(parallel, run, cancellation)));
            case MapState map:
                return Finish(run, new Result(await MapAsync(map, run, cancellation)));
            default:
                return Finish(run, null);
        }
    }

    // Output and Assign are computed side by side: neither sees what the other gives.
    private (object? Output, string? Next) Finish(StateRun run, Result? result)
    {
        var variables = result is null ? run.Variables() : run.Variables("result", result.Value);
        var otherwise = result is null ? run.Input : result.Value;
        var output = run.State.Output is null ? otherwise : run.State.Output.Evaluate(variables, clock);
        Assign(run.Scope, run.State.Assign, variables);
        return (output, run.State.Next);
    }

    private void Assign(ExecutionScope scope, IReadOnlyList<Assignment> assignments, Dictionary<string, object?> variables)
    {
        if (assignments.Count > 0)
            scope.Assign(assignments.ToDictionary(assignment => assignment.Variable, assignment => assignment.Value.Evaluate(variables, clock)));
    }

    private (object? Output, string? Next) Choose(ChoiceState choice, StateRun run)
    {
        var variables = run.Variables();
        foreach (var rule in choice.Choices)
        {
            var met = rule.Condition.Evaluate(variables, clock);
            if (met is not bool)
                throw new StateFailure("States.QueryEvaluationError", $"A Condition of the state '{choice.Name}' gave {JsonataValues.NameOf(met)}, not true or false");
            if (met is not true)
                continue;
            var template = rule.Output ?? choice.Output;
            var output = template is null ? run.Input : template.Evaluate(variables, clock);
            Assign(run.Scope, rule.Assign, variables);
            return (output, rule.Next);
        }
        if (choice.Default is null)
            throw new StateFailure("States.NoChoiceMatched", $"No rule of the state '{choice.Name}' applies and it has no Default");
        var (defaultOutput, _) = Finish(run, null);
        return (defaultOutput, choice.Default);
    }

    private async Task WaitAsync(WaitState wait, StateRun run, CancellationToken cancellation)
    {
        var time = wait.Seconds is not null
            ? TimeSpan.FromSeconds(NumberOf(wait.Seconds, run, "Seconds"))
            : DateTimeOffset.TryParse(TextOf(wait.Timestamp, run, ""), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
                ? until - clock.GetUtcNow()
                : throw new StateFailure("States.QueryEvaluationError", $"Timestamp of the state '{wait.Name}' is not a time");
        history.Add(ExecutionEventKind.Waiting, run.Label, $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        await waits.WaitAsync(time, cancellation);
    }

    private async Task<object?> TaskAsync(TaskState task, StateRun run, CancellationToken cancellation)
    {
        var arguments = task.Arguments?.Evaluate(run.Variables(), clock) ?? new JsonataObject();
        if (JsonataValues.ToJson(arguments) is not JsonObject map)
            throw new StateFailure("States.Runtime", $"Arguments of the state '{task.Name}' are {JsonataValues.NameOf(arguments)}, not an object");
        Payload.Check(arguments, "arguments");
        history.Add(ExecutionEventKind.TaskStarted, run.Label, $"{task.Resource.Replace("arn:aws:states:::", "", StringComparison.Ordinal)} {Short(arguments)}");
        var integration = integrations[task.Resource];
        foreach (var unknown in map.Select(argument => argument.Key).Where(name => !integration.Arguments.ContainsKey(name)))
            throw new StateFailure("States.Runtime", $"The argument '{unknown}' is not understood by {task.Resource}");
        using var limit = Limit(task.TimeoutSeconds is null ? null : NumberOf(task.TimeoutSeconds, run, "TimeoutSeconds"));
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            var report = new TaskContext(run.Label, detail => history.Add(ExecutionEventKind.TaskStarted, run.Label, detail));
            return JsonataValues.FromJson(await integration.RunAsync(map, report, linked.Token).WaitAsync(linked.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new StateFailure("States.Timeout", $"The state '{task.Name}' took longer than its TimeoutSeconds");
        }
        catch (UserErrorException e)
        {
            throw new StateFailure("States.TaskFailed", e.Message, e);
        }
    }

    private CancellationTokenSource Limit(double? seconds) =>
        seconds is null ? new CancellationTokenSource() : new CancellationTokenSource(TimeSpan.FromSeconds(seconds.Value), clock);

    private async Task<object?> ParallelAsync(ParallelState parallel, StateRun run, CancellationToken cancellation)
    {
        var input = parallel.Arguments is null ? run.Input : parallel.Arguments.Evaluate(run.Variables(), clock);
        return await Branches.RunAsync(
            parallel.Branches.Select((branch, i) => ((Func<CancellationToken, Task<object?>>)(stop =>
                RunAsync(branch, input, new ExecutionScope(run.Scope, null), $"{run.Label}[{i}]/", stop)))),
            parallel.Branches.Count,
            cancellation);
    }

    private async Task<object?> MapAsync(MapState map, StateRun run, CancellationToken cancellation)
    {
        var variables = run.Variables();
        var items = map.Items is null ? run.Input : map.Items.Evaluate(variables, clock);
        if (items is not JsonataArray array)
            throw new StateFailure("States.QueryEvaluationError", $"Items of the state '{map.Name}' are {JsonataValues.NameOf(items)}, not an array");
        var most = map.MaxConcurrency is null ? 0 : (int)NumberOf(map.MaxConcurrency, run, "MaxConcurrency");
        return await Branches.RunAsync(
            array.Select((item, i) => (Func<CancellationToken, Task<object?>>)(stop =>
            {
                var entry = new JsonataObject { ["Item"] = new JsonataObject { ["Index"] = (double)i, ["Value"] = item } };
                var scope = new ExecutionScope(run.Scope, entry);
                var selected = map.ItemSelector is null
                    ? item
                    : map.ItemSelector.Evaluate((run with { Context = context.ForState(map.Name, clock.GetUtcNow(), 0, scope) }).Variables(), clock);
                return RunAsync(map.Processor, selected, scope, $"{run.Label}[{i}]/", stop);
            })),
            most <= 0 ? MostConcurrentIterations : Math.Min(most, MostConcurrentIterations),
            cancellation);
    }

    private string TextOf(Template? template, StateRun run, string otherwise) => template?.Evaluate(run.Variables(), clock) switch
    {
        null => otherwise,
        string text => text,
        var other => throw new StateFailure("States.QueryEvaluationError", $"A field of the state '{run.State.Name}' is {JsonataValues.NameOf(other)}, not a string"),
    };

    private double NumberOf(Template template, StateRun run, string field) => template.Evaluate(run.Variables(), clock) is double and >= 0 and var number
        ? number
        : throw new StateFailure("States.QueryEvaluationError", $"{field} of the state '{run.State.Name}' is not a number that is not negative");

    private static string Short(object? value) => JsonataValues.Text(value) is { Length: > 200 } text ? text[..200] + "..." : JsonataValues.Text(value);

    private sealed record Result(object? Value);

    private sealed record StateRun(StateDefinition State, object? Input, ExecutionScope Scope, string Label, object? Context)
    {
        public Dictionary<string, object?> Variables(string? extra = null, object? value = null)
        {
            var variables = Scope.Snapshot();
            var states = new JsonataObject { ["input"] = Input, ["context"] = Context };
            if (extra is not null)
                states[extra] = value;
            variables["states"] = states;
            return variables;
        }
    }
}
