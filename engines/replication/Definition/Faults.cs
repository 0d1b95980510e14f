using Nonolive.Pipeline.Errors;

namespace Nonolive.Replication.Definition;

/// <summary>Collects every fault of a definition, so that a person mends all of them in one go.</summary>
internal sealed class Faults
{
    private readonly List<UserErrorException> _found = [];

    public void Add(UserErrorException fault) => _found.Add(fault);

    public void ThrowIfAny()
    {
        if (_found.Count == 1)
            throw _found[0];
        if (_found.Count > 1)
        {
            throw new UserErrorException(
                _found[0].Code,
                $"the replication has {_found.Count} faults:{string.Concat(_found.Select(fault => "\n  " + fault.Message))}");
        }
    }
}
