using Nonolive.Pipeline.Errors;

namespace Nonolive.LocalCloud;

/// <summary>Finds the faults a person can mend behind what the Pulumi runtime makes of them.</summary>
internal static class Faults
{
    /// <summary>One error for all faults of a deployment; null where there is none.</summary>
    public static UserErrorException? Combine(IReadOnlyList<UserErrorException> faults) => faults.Count switch
    {
        0 => null,
        1 => faults[0],
        _ => new UserErrorException(
            faults[0].Code, $"{faults.Count} resources are wrong:{string.Concat(faults.Select(fault => $"\n  - {fault.Message}"))}", inner: faults[0]),
    };

    /// <summary>A fault somewhere inside of an exception; null where there is none.</summary>
    public static UserErrorException? UserErrorIn(Exception exception) => exception switch
    {
        UserErrorException found => found,
        AggregateException many => many.InnerExceptions.Select(UserErrorIn).FirstOrDefault(found => found is not null),
        _ => exception.InnerException is null ? null : UserErrorIn(exception.InnerException),
    };
}
