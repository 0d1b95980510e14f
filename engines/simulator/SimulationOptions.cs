namespace Nonolive.Simulator;

/// <summary>How large and how troublesome the simulated platform is. The same options give the same platform, to the byte.</summary>
public sealed record SimulationOptions
{
    /// <value>The seed of all chance: 1.</value>
    public ulong Seed { get; init; } = 1;

    /// <summary>The first business day.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <value>Business days: 1.</value>
    public int Days { get; init; } = 1;

    /// <value>The IANA zone of the business day: Asia/Jakarta.</value>
    public string Zone { get; init; } = "Asia/Jakarta";

    /// <value>Viewers that exist at the start, with or without an account: 1000.</value>
    public int Viewers { get; init; } = 1000;

    /// <value>Anchors: 20.</value>
    public int Anchors { get; init; } = 20;

    /// <value>Guilds: 4.</value>
    public int Guilds { get; init; } = 4;

    /// <value>Share of viewers without an account: 5 %.</value>
    public double AnonymousShare { get; init; } = 0.05;

    /// <value>Share of viewers that open the app on a day: 60 %.</value>
    public double ActiveShare { get; init; } = 0.6;

    /// <value>New accounts a day as a share of the viewers: 2 %.</value>
    public double SignUpShare { get; init; } = 0.02;

    /// <value>Share of visits that go to the day's most popular broadcast: 30 %.</value>
    public double ViralShare { get; init; } = 0.3;

    /// <value>Share of events that are delivered more than once: 1 %.</value>
    public double DuplicateShare { get; init; } = 0.01;

    /// <value>Share of events that arrive minutes to days late: 2 %.</value>
    public double LateShare { get; init; } = 0.02;

    /// <value>Share of lines that cannot be read: 0.3 %.</value>
    public double BrokenShare { get; init; } = 0.003;

    /// <summary>The last business day.</summary>
    public DateOnly LastDay => FirstDay.AddDays(Days - 1);
}
