using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>What differs between the things that can run Hive: how they start, run a script and stop.</summary>
internal interface IRuntimeStates
{
    /// <summary>The state that follows once the days are locked.</summary>
    string First { get; }

    /// <summary>The state that follows once all days are computed.</summary>
    string Last { get; }

    /// <summary>The state that follows a failure while days are computed.</summary>
    string LastAfterFailure { get; }

    IEnumerable<(string Name, JsonObject State)> Start(string next, string failed);

    JsonObject Run(Job job);

    IEnumerable<(string Name, JsonObject State)> Stop(string next, string failed);

    IEnumerable<(string Name, JsonObject State)> StopAfterFailure(string next);
}
