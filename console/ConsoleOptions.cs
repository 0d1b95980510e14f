using System.ComponentModel.DataAnnotations;
using Nonolive.Pipeline.Storage;
using Nonolive.WebConsole.Collector;

namespace Nonolive.WebConsole;

/// <summary>What the console needs to run.</summary>
public sealed class ConsoleOptions
{
    /// <summary>Where the buckets lie.</summary>
    public required IObjectStore Store { get; init; }

    /// <summary>The bucket that the collector stores events in; null hosts no collector.</summary>
    public string? DataBucket { get; init; }

    /// <summary>The bucket that reports are published in; null hosts no report pages.</summary>
    public string? ResultBucket { get; init; }

    /// <summary>The folder with <c>reports/*.yml</c>: the contracts, shown as the data dictionary.</summary>
    public string JobsFolder { get; init; } = "jobs";

    /// <value>The address to listen on; port 0 takes a free one. <c>http://127.0.0.1:5080</c> by default.</value>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <value>The name of this machine in the names of event objects; the host's by default.</value>
    public string HostName { get; init; } = Environment.MachineName.ToLowerInvariant();

    /// <summary>Limits of the collector.</summary>
    public CollectorOptions Collector { get; init; } = new();

    /// <value>Rows on one page of a report. 100 by default.</value>
    [Range(1, 1000)]
    public int PageRows { get; init; } = 100;

    /// <value>A report with more rows is offered for download and not drawn. 100,000 by default.</value>
    public int TableRows { get; init; } = 100_000;

    /// <value>Rows kept in memory over all reports. 200,000 by default.</value>
    public int CachedRows { get; init; } = 200_000;

    /// <value>Days in a trend. 14 by default.</value>
    public int TrendDays { get; init; } = 14;

    /// <value>Days with more rows are left out of trends, which read every day of them. 20,000 by default.</value>
    public int TrendRows { get; init; } = 20_000;

    /// <value>Where the log goes; nowhere by default.</value>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
