namespace Nonolive.Cli.Demo;

/// <summary>How the demo shows its progress: live bars on a terminal, plain lines where the output goes to a file or a pipe.</summary>
internal interface IDemoView
{
    /// <summary>Runs the stages; each appears when it begins and keeps its result and time when it ends.</summary>
    Task RunAsync(Func<IStageRunner, Task> stages);
}

/// <summary>Runs one stage after the other.</summary>
internal interface IStageRunner
{
    /// <summary>Runs <paramref name="work"/> as the stage <paramref name="name"/>; its result is shown by <paramref name="summary"/>.</summary>
    Task<T> StageAsync<T>(string name, Func<IStage, Task<T>> work, Func<T, string> summary);
}

/// <summary>A stage that is under way.</summary>
internal interface IStage
{
    /// <summary>How far the stage has come, and what it is at.</summary>
    void Report(double done, double total, string detail);
}
