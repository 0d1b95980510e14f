using Nonolive.Infra.Settings;
using Nonolive.Infra.StateMachine;
using Nonolive.Pipeline.Jobs;
using Pulumi;
using Aws = Pulumi.Aws;

namespace Nonolive.Infra.Stages;

/// <summary>The job files in the code bucket, each under the digest of all: a run keeps the files that it started with.</summary>
internal sealed class JobFiles : Stage
{
    public JobFiles(StackSettings settings, JobCatalog jobs, LakeBucket code, ComponentResourceOptions? options = null) : base("Jobs", settings, options)
    {
        foreach (var file in jobs.Files)
        {
            // The text itself instead of a path: a preview shows what changes in it.
            Uploads.Add(new Aws.S3.BucketObjectv2($"job/{file.Path}", new()
            {
                Bucket = code.Name,
                Key = JobPaths.Key(jobs, file.Path),
                Content = file.Text,
                ContentType = file.Path.EndsWith(".sql", StringComparison.Ordinal) ? "application/sql" : "application/yaml",
            }, new CustomResourceOptions
            {
                Parent = this,
                // A run that is under way still reads the files of the digest that it started with.
                RetainOnDelete = true,
                DependsOn = { code.Policy },
            }));
        }
        RegisterOutputs();
    }

    public InputList<Resource> Uploads { get; } = new();
}
