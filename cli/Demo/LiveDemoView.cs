using Spectre.Console;

namespace Nonolive.Cli.Demo;

/// <summary>A progress bar per stage, with what it is at, its result and its time.</summary>
internal sealed class LiveDemoView(IAnsiConsole console) : IDemoView
{
    public Task RunAsync(Func<IStageRunner, Task> stages) =>
        console.Progress()
            .AutoClear(false)
            .HideCompleted(false)
            .Columns(
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = 24 },
                new ElapsedTimeColumn(),
                new SpinnerColumn())
            .StartAsync(context => stages(new Runner(context)));

    private sealed class Runner(ProgressContext context) : IStageRunner
    {
        public async Task<T> StageAsync<T>(string name, Func<IStage, Task<T>> work, Func<T, string> summary)
        {
            var task = context.AddTask(Title(name, "")).IsIndeterminate();
            try
            {
                var result = await work(new Bar(task, name));
                task.IsIndeterminate = false;
                task.MaxValue = 1;
                task.Value = 1;
                task.Description = Title(name, summary(result));
                return result;
            }
            finally
            {
                task.StopTask();
            }
        }
    }

    private sealed class Bar(ProgressTask task, string name) : IStage
    {
        public void Report(double done, double total, string detail)
        {
            task.IsIndeterminate = total <= 0;
            if (total > 0)
            {
                task.MaxValue = total;
                // A bar that reaches its end before the stage does would say that it is done.
                task.Value = Math.Min(done, total * 0.99);
            }
            task.Description = Title(name, detail);
        }
    }

    private static string Title(string name, string detail) =>
        $"[bold]{Markup.Escape(name),-20}[/] {Markup.Escape(detail.Length > 60 ? detail[..59] + "…" : detail),-60}";
}
