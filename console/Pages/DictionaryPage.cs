using Nonolive.Pipeline.Contracts;
using Nonolive.WebConsole.Html;

namespace Nonolive.WebConsole.Pages;

/// <summary>The data dictionary: what every report promises, straight from the contracts that its audits check.</summary>
internal static class DictionaryPage
{
    public static Markup Render(IReadOnlyCollection<Contract> contracts) => Layout.Page("Data dictionary", "Data dictionary", Markup.Of($"""
        <h1>Data dictionary</h1>
        <p class="lead">What each report means, column by column. The same contracts are checked before every publication.</p>
        {Markup.When(contracts.Count == 0, () => Markup.Of($"""<p>There are no contracts yet.</p>"""))}
        {Markup.When(contracts.Count > 1, () => Markup.Of($"""<nav class="toc" aria-label="Reports">{Markup.Each(contracts, contract => Markup.Of($"""<a href="#{contract.Report}">{contract.Title}</a>"""))}</nav>"""))}
        {Markup.Each(contracts, Of)}
        """));

    private static Markup Of(Contract contract) => Markup.Of($"""
        <section class="panel" id="{contract.Report}" aria-labelledby="t-{contract.Report}">
        <h2 id="t-{contract.Report}"><a href="{Links.Report(contract.Report)}">{contract.Title}</a></h2>
        <p>{contract.Description}</p>
        <dl>
        <div><dt>One row for each</dt><dd>{Markup.Each(contract.Grain.Index(), key => Markup.Of($"""{(key.Index > 0 ? " × " : "")}<code>{key.Item}</code>"""))}</dd></div>
        <div><dt>Owner</dt><dd>{contract.Owner}</dd></div>
        <div><dt>Published within</dt><dd>{contract.FreshnessHours} hours of the day's end</dd></div>
        <div><dt>Name and version</dt><dd><code>{contract.Report}</code>, version {contract.SchemaVersion}</dd></div>
        </dl>
        <div class="scroll" role="region" aria-label="Columns of {contract.Title}" tabindex="0"><table class="words">
        <caption>Columns of {contract.Title}</caption>
        <thead><tr><th scope="col">Column</th><th scope="col">Type</th><th scope="col">Meaning</th><th scope="col">Values</th></tr></thead>
        <tbody>{Markup.Each(contract.Columns, column => Markup.Of($"""<tr><th scope="row"><code>{column.Name}</code></th><td>{column.Type}</td><td class="meaning">{column.Description}</td><td>{Values(column)}</td></tr>"""))}</tbody>
        </table></div>
        {Markup.When(contract.Definitions.Count > 0, () => Markup.Of($"""<h3>Definitions</h3><dl class="terms">{Markup.Each(contract.Definitions, term => Markup.Of($"""<div><dt>{term.Key}</dt><dd>{term.Value}</dd></div>"""))}</dl>"""))}
        {Markup.When(contract.Reconciliations.Count > 0, () => Markup.Of($"""<h3>Sums that must agree</h3><ul>{Markup.Each(contract.Reconciliations, rule => Markup.Of($"""<li>{rule.Name}</li>"""))}</ul>"""))}
        </section>
        """);

    private static string Values(ContractColumn column) => string.Join(", ", new[]
    {
        (column.Min, column.Max) switch
        {
            ({ } min, { } max) => $"{min} to {max}",
            ({ } min, null) => $"from {min}",
            (null, { } max) => $"up to {max}",
            _ => null,
        },
        column.Allowed.Count > 0 ? string.Join(" | ", column.Allowed) : null,
        column.Nullable ? "may be empty" : null,
    }.OfType<string>());
}
