using System.Text.Json.Nodes;
using Nonolive.LocalCloud.StateMachines.Definition;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>What a Task state's <c>Resource</c> stands for.</summary>
internal interface ITaskIntegration
{
    /// <summary>The resource, such as <c>arn:aws:states:::sns:publish</c>.</summary>
    string Resource { get; }

    /// <summary>The arguments that it understands, and whether each is required.</summary>
    IReadOnlyDictionary<string, bool> Arguments { get; }

    /// <summary>Checks what can be known of the arguments before anything runs.</summary>
    void CheckDefinition(Template? arguments, string path, Action<string, string> fault)
    {
    }

    /// <exception cref="StateFailure">The task fails with an error that the state machine may catch.</exception>
    Task<JsonNode?> RunAsync(JsonObject arguments, TaskContext context, CancellationToken cancellation);
}

/// <summary>Where a task runs.</summary>
/// <param name="State">The state's name.</param>
/// <param name="Report">Tells a person about something inside of the task.</param>
internal sealed record TaskContext(string State, Action<string> Report);

/// <summary>A state's failure: an error name that Retry and Catch match, and its cause.</summary>
internal sealed class StateFailure(string error, string cause, Exception? inner = null) : Exception($"{error}: {cause}", inner)
{
    public string Error { get; } = error;

    public string Cause { get; } = cause;

    /// <summary>Whether an entry of Retry or Catch applies (https://states-language.net/#errors).</summary>
    public bool Matches(IReadOnlyList<string> errors) => errors.Any(name => name switch
    {
        "States.ALL" => Error is not ("States.DataLimitExceeded" or "States.Runtime"),
        "States.TaskFailed" => Error is not ("States.Timeout" or "States.DataLimitExceeded" or "States.Runtime"),
        _ => name == Error,
    });
}
