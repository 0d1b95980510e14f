using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Preview;

/// <summary>What a preview is made of and compared with.</summary>
public sealed record PreviewOptions
{
    /// <summary>The folder with Pulumi.yaml, the stacks' files and <c>jobs/</c>.</summary>
    public required string Repository { get; init; }

    /// <value>The files that the program deploys; those of the repository where it is null.</value>
    public ProgramFiles? Files { get; init; }

    /// <value>The registration to compare with; nothing is compared where it is null.</value>
    public StackRegistration? Against { get; init; }

    /// <value>What <see cref="Against"/> is, for the headline, such as a file's or a commit's name.</value>
    public string AgainstName { get; init; } = "";

    /// <value>What the cost depends on beside the settings.</value>
    public CostAssumptions Costs { get; init; } = new();
}

/// <summary>What a stack's program would register, what differs, and what it costs; made without a cloud.</summary>
public sealed record PreviewReport
{
    /// <summary>Nothing differs, or nothing was compared.</summary>
    public const int NothingDiffers = 0;

    /// <summary>Something differs.</summary>
    public const int SomethingDiffers = 3;

    /// <summary>A protected resource would be deleted or replaced, which the engine refuses.</summary>
    public const int Refused = 4;

    /// <summary>The stack's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>What the program registers.</summary>
    public required StackRegistration Registration { get; init; }

    /// <summary>What it was compared with; empty where nothing was.</summary>
    public required string AgainstName { get; init; }

    /// <summary>The resources that differ; empty where nothing was compared.</summary>
    public required IReadOnlyList<ResourceChange> Changes { get; init; }

    /// <summary>Rights that somebody gains or loses; empty where nothing was compared.</summary>
    public required IReadOnlyList<IamChange> IamChanges { get; init; }

    /// <summary>What it costs a month.</summary>
    public required CostEstimate Costs { get; init; }

    /// <value>Why the stack would not be updated from this repository, or that it would be unverified; null where nothing is in the way.</value>
    public string? PromotionWarning { get; init; }

    /// <summary>The exit code for continuous integration.</summary>
    public int ExitCode => Changes.Any(change => change.IsRefused) ? Refused : Changes.Count > 0 ? SomethingDiffers : NothingDiffers;

    /// <summary>Previews a stack.</summary>
    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">The stack's settings or the job catalog have faults.</exception>
    public static async Task<PreviewReport> CreateAsync(string stack, PreviewOptions options)
    {
        var settings = SettingsReader.Read(StackFileConfigSource.Load(options.Repository, stack));
        var registration = await RegistrationRun.RecordAsync(settings, options.Files ?? ProgramFiles.Of(options.Repository));
        var report = new PreviewReport
        {
            Settings = settings,
            Registration = registration,
            AgainstName = "",
            Changes = [],
            IamChanges = [],
            Costs = CostEstimate.Of(registration, settings, options.Costs),
            PromotionWarning = Promotion.Warning(settings, options.Repository, isPreview: true),
        };
        return options.Against is { } before ? report.ComparedWith(before, options.AgainstName) : report;
    }

    /// <summary>The same preview with what differs from an earlier registration.</summary>
    /// <param name="before">What was registered before.</param>
    /// <param name="name">What that is, for the headline, such as a file's or a commit's name.</param>
    public PreviewReport ComparedWith(StackRegistration before, string name) => this with
    {
        AgainstName = name,
        Changes = RegistrationDiff.Between(before, Registration),
        IamChanges = Preview.IamChanges.Between(before, Registration, Settings),
    };

    /// <summary>For a terminal.</summary>
    public string ToText() => PreviewText.Render(this);

    /// <summary>For a pull request.</summary>
    public string ToMarkdown() => PreviewMarkdown.Render(this);

    /// <summary>For programs.</summary>
    public string ToJson() => PreviewJson.Render(this);
}
