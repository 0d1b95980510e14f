namespace Nonolive.Jobs.Benchmarks;

/// <summary>What a job took.</summary>
/// <param name="Job">Its name.</param>
/// <param name="Seconds">Time.</param>
/// <param name="WorkSeconds">Processor time.</param>
/// <param name="ObjectBytes">Sizes of the objects that it opened, each once: what it may have read at most.</param>
/// <param name="ReadBytes">What the process got from read calls meanwhile, the engine's own files included; 0 where the system does not tell.</param>
internal sealed record JobCost(string Job, double Seconds, double WorkSeconds, long ObjectBytes, long ReadBytes);
