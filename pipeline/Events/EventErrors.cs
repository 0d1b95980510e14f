using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Yaml;

namespace Nonolive.Pipeline.Events;

internal static class EventErrors
{
    public static UserErrorException UnknownType(string type) =>
        new(ErrorCode.UnwritableEvent, $"There is no event type '{type}'.", Nearest.Hint(type, EventTypes.All));

    public static UserErrorException WrongProps(string props, string reason) =>
        new(ErrorCode.UnwritableEvent, $"The props of an event are no JSON object: {props} ({reason})", "Write them as {\"name\": value}.");
}
