using System.Globalization;

namespace Nonolive.Cli.Demo;

/// <summary>One line when a stage ends: name, result, seconds.</summary>
internal sealed class PlainDemoView(TextWriter output, TimeProvider clock) : IDemoView, IStageRunner
{
    public Task RunAsync(Func<IStageRunner, Task> stages) => stages(this);

    public async Task<T> StageAsync<T>(string name, Func<IStage, Task<T>> work, Func<T, string> summary)
    {
        var start = clock.GetTimestamp();
        var result = await work(new Silent());
        var seconds = clock.GetElapsedTime(start).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        await output.WriteLineAsync($"{name,-22} {summary(result)} ({seconds} s)");
        return result;
    }

    private sealed class Silent : IStage
    {
        public void Report(double done, double total, string detail)
        {
            // A file or a pipe keeps results, not movement.
        }
    }
}
