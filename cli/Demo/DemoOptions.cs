namespace Nonolive.Cli.Demo;

/// <summary>What a person may choose of the demo.</summary>
internal sealed record DemoOptions
{
    /// <value>The stack whose settings are taken.</value>
    public string Stack { get; init; } = "test";

    public int Viewers { get; init; } = 1000;

    public int Anchors { get; init; } = 20;

    public ulong Seed { get; init; } = 1;

    /// <value>How many rows of each report are printed.</value>
    public int Rows { get; init; } = 5;

    /// <value>Whether the local cloud stays until Ctrl-C, for a look around.</value>
    public bool Keep { get; init; }

    /// <value>Where copies of the published reports go.</value>
    public string Output { get; init; } = Path.Combine("artifacts", "demo");
}
