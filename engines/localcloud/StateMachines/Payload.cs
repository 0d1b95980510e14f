using System.Text;
using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines;

/// <summary>What states hand to one another has a limit: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html</summary>
internal static class Payload
{
    private const int Largest = 256 * 1024;

    public static void Check(object? value, string what)
    {
        var size = Encoding.UTF8.GetByteCount(JsonataValues.Text(value));
        if (size > Largest)
            throw new StateFailure("States.DataLimitExceeded", $"The {what} has {size} bytes; Step Functions carries at most {Largest}");
    }
}
