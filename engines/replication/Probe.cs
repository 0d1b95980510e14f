namespace Nonolive.Replication;

/// <summary>Named points of a run that tests hook into, to end a task just there as a kill would.</summary>
internal sealed class Probe(Action<string>? onReach)
{
    public void Reach(string point) => onReach?.Invoke(point);
}
