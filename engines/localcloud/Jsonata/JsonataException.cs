namespace Nonolive.LocalCloud.Jsonata;

/// <summary>An expression that cannot be read or computed, with the place in it.</summary>
/// <param name="problem">What is wrong, in one sentence.</param>
/// <param name="position">The offset of the offending token in the expression, from 0.</param>
internal sealed class JsonataException(string problem, int position) : Exception($"{problem} (at character {position + 1})")
{
    public string Problem { get; } = problem;

    public int Position { get; } = position;
}
