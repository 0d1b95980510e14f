using System.Text.Json.Nodes;
using Nonolive.LocalCloud.Jsonata;
using Nonolive.LocalCloud.StateMachines.Definition;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>A state machine that the program registered, ready to run.</summary>
public sealed class LocalStateMachine
{
    private readonly StateMachineDefinition _definition;
    private readonly IReadOnlyDictionary<string, ITaskIntegration> _integrations;
    private readonly TimeProvider _clock;
    private readonly bool _skipWaits;
    private readonly Dictionary<string, LocalExecution> _executions = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    internal LocalStateMachine(
        string name, string arn, string roleArn, string definition, IReadOnlyDictionary<string, ITaskIntegration> integrations, TimeProvider clock, bool skipWaits)
    {
        (Name, Arn, RoleArn, Definition, _integrations, _clock, _skipWaits) = (name, arn, roleArn, definition, integrations, clock, skipWaits);
        _definition = DefinitionReader.Read(name, definition, integrations);
    }

    /// <summary>The machine's name.</summary>
    public string Name { get; }

    /// <summary>The machine's ARN.</summary>
    public string Arn { get; }

    /// <summary>The role that it runs as.</summary>
    public string RoleArn { get; }

    /// <summary>The definition as registered.</summary>
    public string Definition { get; }

    /// <summary>Every execution so far, oldest first.</summary>
    public IReadOnlyList<LocalExecution> Executions
    {
        get
        {
            lock (_lock)
                return [.. _executions.Values];
        }
    }

    /// <summary>Starts an execution and waits for its end; a failed execution is a result, not an exception.</summary>
    public async Task<ExecutionResult> RunAsync(JsonNode? input, IProgress<LocalCloudEvent>? progress = null, CancellationToken cancellation = default)
    {
        var execution = Start(input, null, progress);
        await using (cancellation.Register(() => execution.Abort("the caller stopped it")))
            return await execution.Completion;
    }

    /// <summary>Starts an execution.</summary>
    /// <param name="input">The input, an object as a rule.</param>
    /// <param name="name">Its name, unique in the machine; null for one that is made up.</param>
    /// <param name="progress">Hears of states as they come and go.</param>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">An execution of this name exists.</exception>
    public LocalExecution Start(JsonNode? input, string? name = null, IProgress<LocalCloudEvent>? progress = null)
    {
        LocalExecution execution;
        lock (_lock)
        {
            name ??= $"local-{_executions.Count + 1:0000}";
            if (_executions.ContainsKey(name))
                throw LocalCloudErrors.ExecutionExists(Name, name);
            execution = new LocalExecution($"{Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}", name, input?.ToJsonString() ?? "{}", _clock);
            _executions[name] = execution;
        }
        var value = JsonataValues.FromJson(JsonNode.Parse(execution.Input));
        var history = new ExecutionHistory(_clock, entry => progress?.Report(LocalCloudEvent.Of(Name, entry)));
        var context = new ExecutionContextObject(Arn, Name, RoleArn, execution.Arn, name, value, _clock.GetUtcNow());
        var runner = new FlowRunner(_integrations, context, history, new ExecutionWaits(_clock, _skipWaits, seed: Executions.Count), _clock);
        execution.Run(history, stop => runner.RunAsync(_definition.Flow, value, new ExecutionScope(null, null), "", stop), Timeout(value, context));
        return execution;
    }

    private TimeSpan? Timeout(object? input, ExecutionContextObject context)
    {
        if (_definition.TimeoutSeconds is null)
            return null;
        var states = new JsonataObject { ["input"] = input, ["context"] = context.ForState("", context.Start, 0, new ExecutionScope(null, null)) };
        return _definition.TimeoutSeconds.Evaluate(new Dictionary<string, object?> { ["states"] = states }, _clock) is double and > 0 and var seconds
            ? TimeSpan.FromSeconds(seconds)
            : throw LocalCloudErrors.BadStateMachine(Name, ["$.TimeoutSeconds is not a number above 0"]);
    }
}
