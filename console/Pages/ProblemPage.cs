using Nonolive.WebConsole.Html;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole.Pages;

/// <summary>A fault, in words for somebody who wanted to read a report; the number and detail are for whoever is asked about it.</summary>
internal static class ProblemPage
{
    /// <param name="problem">The fault.</param>
    /// <param name="report">The report that was asked for, where it is known: its other days are offered.</param>
    /// <param name="day">The day that was asked for.</param>
    public static Markup Render(Problem problem, KnownReport? report = null, DateOnly? day = null) => Layout.Page(problem.Title, "Reports", Markup.Of($"""
        {(report is null ? Markup.Of($"""<p class="crumbs"><a href="/">Reports</a></p>""") : ReportPage.Head(report, day))}
        <section class="panel notice"><h2>{problem.Title}</h2>
        <p>{problem.Advice}</p>
        {Markup.When(report is { Days.Count: 0, Contract: not null }, () => Markup.Of($"""<p>A day is published within {report!.Contract!.FreshnessHours} hours of its end. Until then the <a href="{Links.Dictionary(report.Name)}">data dictionary</a> says what the report will hold.</p>"""))}
        {Markup.When(report is { Days.Count: > 0 }, () => Markup.Of($"""<p>Latest published day: <a href="{Links.Report(report!.Name, report.Days[0].Day)}">{Labels.Day(report.Days[0].Day)}</a></p>"""))}
        {Markup.When(problem.Error is not null, () => Markup.Of($"""<p class="detail"><code>{problem.Code}</code> {problem.Error!.Problem}</p>"""))}
        </section>
        """));
}
