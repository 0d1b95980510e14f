using Pulumi;
using Pulumi.Testing;

namespace Nonolive.PulumiSdk.Tests.Semantics;

internal sealed class ParallelDeploymentTests
{
    [Test]
    public async Task Many_deployments_in_one_process_do_not_see_each_other()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), async (number, _) =>
        {
            var mocks = new RecordingMocks();
            var names = new List<string>();
            var resources = await Deployment.TestAsync(mocks, new TestOptions { StackName = $"stack{number}", IsPreview = false }, async () =>
            {
                for (var i = 0; i < 10; i++)
                {
                    await Task.Yield();
                    var sample = new Sample($"s{number}-{i}", new SampleArgs { Text = Deployment.Instance.StackName });
                    sample.Text.Apply(text =>
                    {
                        lock (names)
                            names.Add($"{text}/{Deployment.Instance.StackName}");
                        return text;
                    });
                }
            });
            Assert.That(resources, Has.Length.EqualTo(10));
            Assert.That(names, Has.Count.EqualTo(10).And.All.EqualTo($"stack{number}/stack{number}"));
            Assert.That(mocks.Resources.Select(resource => resource.Name), Has.All.StartsWith($"s{number}-"));
        });
    }
}
