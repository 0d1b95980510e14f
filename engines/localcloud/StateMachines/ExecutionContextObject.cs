using System.Globalization;
using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>What <c>$states.context</c> shows (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html).</summary>
internal sealed record ExecutionContextObject(string MachineArn, string MachineName, string RoleArn, string ExecutionArn, string ExecutionName, object? Input, DateTimeOffset Start)
{
    public JsonataObject ForState(string name, DateTimeOffset entered, int retries, ExecutionScope scope)
    {
        var result = new JsonataObject
        {
            ["Execution"] = new JsonataObject
            {
                ["Id"] = ExecutionArn,
                ["Input"] = Input,
                ["Name"] = ExecutionName,
                ["RoleArn"] = RoleArn,
                ["StartTime"] = Time(Start),
                ["RedriveCount"] = 0d,
            },
            ["StateMachine"] = new JsonataObject { ["Id"] = MachineArn, ["Name"] = MachineName },
            ["State"] = new JsonataObject { ["Name"] = name, ["EnteredTime"] = Time(entered), ["RetryCount"] = (double)retries },
        };
        if (scope.MapItem is not null)
            result["Map"] = scope.MapItem;
        return result;
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
