using Nonolive.Pipeline.Errors;

namespace Nonolive.Hive.Semantics;

internal static class SemanticErrors
{
    public static UserErrorException Nanoseconds(string text) =>
        new(ErrorCode.HiveExecution, $"The timestamp '{text}' has nanoseconds; the engine keeps microseconds and would lose digits.",
            "Cut the text to six digits of the second before the cast: substr(text, 1, 26).");
}
