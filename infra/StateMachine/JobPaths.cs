using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>Where job files lie in the code bucket: under their digest, so that a run never sees half an upload.</summary>
public static class JobPaths
{
    /// <summary>The prefix of all job files, of every digest.</summary>
    public const string Prefix = "jobs/";

    /// <summary>The key of one file of a catalog.</summary>
    public static string Key(JobCatalog jobs, string file) => $"{Prefix}{jobs.Digest}/{file}";
}
