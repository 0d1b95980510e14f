using Nonolive.Infra.Settings;

namespace Nonolive.Infra.Preview;

/// <summary>One line of the estimate.</summary>
/// <param name="Item">What costs.</param>
/// <param name="Quantity">How much of it a month.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Price">What one unit costs in US dollars, or null where no price is known.</param>
/// <param name="PriceName">The name that gives another price.</param>
/// <param name="Source">Where the price is from, and of what date.</param>
/// <param name="Types">The registered types that cost this; empty where a run starts what costs.</param>
public sealed record CostLine(string Item, decimal Quantity, string Unit, decimal? Price, string PriceName, string Source, IReadOnlyList<string> Types)
{
    /// <summary>US dollars a month, or null where no price is known.</summary>
    public decimal? Monthly => Price * Quantity;
}

/// <summary>What a stack costs a month.</summary>
/// <param name="Lines">The lines in the order of the flow.</param>
/// <param name="Assumptions">What they assume.</param>
public sealed record CostEstimate(IReadOnlyList<CostLine> Lines, CostAssumptions Assumptions)
{
    /// <summary>The sum of the lines whose price is known.</summary>
    public decimal KnownTotal => Lines.Sum(line => line.Monthly ?? 0);

    /// <summary>The lines whose price nobody gave.</summary>
    public IEnumerable<CostLine> Unpriced => Lines.Where(line => line.Price is null);

    /// <summary>Estimates from what is registered and set.</summary>
    public static CostEstimate Of(StackRegistration registration, StackSettings settings, CostAssumptions assumptions) =>
        new([.. new CostLines(registration, settings, assumptions).Build().Where(line => line.Quantity > 0)], assumptions);
}
