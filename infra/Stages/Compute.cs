using Nonolive.Infra.Settings;
using Nonolive.Infra.StateMachine;
using Pulumi;

namespace Nonolive.Infra.Stages;

/// <summary>What the compute stage needs.</summary>
internal sealed record ComputeArgs(StackSettings Settings, Lake Lake, Place Place, Network Network, Output<string> KeyArn);

/// <summary>What the state machine needs of the compute stage.</summary>
internal sealed record Compute(Output<RuntimeSettings> Runtime, RuntimeRoles Roles);

/// <summary>The roles that the state machine hands to the runtime.</summary>
internal sealed record RuntimeRoles(Input<string>? ServiceRoleArn, Input<string> JobRoleArn, Input<string>? ApplicationArn);
