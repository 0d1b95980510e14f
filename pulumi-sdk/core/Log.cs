using Pulumi.Running;

namespace Pulumi;

/// <summary>Messages to the engine. Under mocks only errors have an effect: they fail the run.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => DeploymentRun.Require();

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => DeploymentRun.Require();

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) => DeploymentRun.Require();

    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        DeploymentRun.Require().LogError(message);

    public static void Exception(Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        DeploymentRun.Require().LogError(exception.ToString());
}
