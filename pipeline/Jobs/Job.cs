namespace Nonolive.Pipeline.Jobs;

/// <summary>What a job is for; the stages follow each other in the flow.</summary>
public enum JobStage
{
    /// <summary>Declares tables and partitions.</summary>
    Ddl,

    /// <summary>Parses, types and deduplicates app events.</summary>
    Staging,

    /// <summary>Brings an Aurora table to its state at the end of the business day.</summary>
    Snapshot,

    /// <summary>Computes a report's rows into the run's own prefix.</summary>
    Report,

    /// <summary>Checks a report's rows against its contract; the report is published only after it.</summary>
    Audit,
}

/// <summary>One Hive script of the daily run.</summary>
/// <param name="Name">The job's unique name: letters, digits and underscores.</param>
/// <param name="File">The script, relative to the jobs folder, with forward slashes.</param>
/// <param name="Stage">What the job is for.</param>
/// <param name="After">Names of the jobs that must have succeeded before.</param>
/// <param name="Retries">How often it is tried again after a failure; every job may be run twice.</param>
/// <param name="Arrivals">
/// The variables of the UTC days whose event objects the job reads, such as <c>dt_before</c>; empty where it reads none. If the
/// job fails, damaged objects of these days are set aside, and it is run again.
/// </param>
/// <param name="Publishes">The report that is published once this job has succeeded, or null.</param>
public sealed record Job(string Name, string File, JobStage Stage, IReadOnlyList<string> After, int Retries, IReadOnlyList<string> Arrivals, string? Publishes);

/// <summary>A file of the jobs folder, as it is uploaded to the code bucket.</summary>
/// <param name="Path">Relative to the jobs folder, with forward slashes.</param>
/// <param name="Content">Its bytes.</param>
public sealed record JobFile(string Path, ReadOnlyMemory<byte> Content)
{
    /// <summary>The content as UTF-8 text.</summary>
    public string Text => System.Text.Encoding.UTF8.GetString(Content.Span);
}
