namespace Nonolive.Infra;

/// <summary>The files of the repository that the program deploys.</summary>
/// <param name="Jobs">The folder with <c>jobs.yml</c>.</param>
/// <param name="Functions">The folder that the build of <c>functions/</c> writes.</param>
public sealed record ProgramFiles(string Jobs, string Functions)
{
    /// <summary>Those of a repository.</summary>
    /// <param name="repository">The folder with <c>Pulumi.yaml</c>.</param>
    public static ProgramFiles Of(string repository) =>
        new(Path.Combine(repository, "jobs"), Path.Combine(repository, "functions", "bin", "package"));
}
