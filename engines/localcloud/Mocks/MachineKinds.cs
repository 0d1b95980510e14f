using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>State machines: compiled when they are registered, so that a fault in one stops the deployment.</summary>
internal sealed class MachineKinds(IReadOnlyDictionary<string, ITaskIntegration> integrations, TimeProvider clock, bool skipWaits, Action<LocalStateMachine> register)
{
    public IEnumerable<ResourceKind> All() =>
    [
        new("aws:sfn/stateMachine:StateMachine", "name= namePrefix type roleArn definition loggingConfiguration tracingConfiguration encryptionConfiguration publish versionDescription",
            "arn:{partition}:states:{region}:{account}:stateMachine:{name}", ("arn", "{id}"), ("status", "ACTIVE"), ("creationDate", "2026-01-01T00:00:00Z"))
        {
            Realize = (request, outputs, _) =>
            {
                if (request.Text("type") is not (null or "STANDARD"))
                    throw request.Wrong("type", $"is '{request.Text("type")}'; only STANDARD can run jobs");
                register(new LocalStateMachine(
                    (string)outputs["name"]!, (string)outputs["arn"]!, request.Required("roleArn"), request.Required("definition"), integrations, clock, skipWaits));
                return Task.CompletedTask;
            },
        },
    ];
}
