namespace Nonolive.Simulator.People;

/// <summary>Where people are and what they use.</summary>
internal static class Places
{
    /// <summary>Countries by weight; null is an address that no database knows.</summary>
    public static readonly string?[] Countries = Weighted(("ID", 50), ("VN", 14), ("TH", 12), ("PH", 8), ("MY", 7), ("SG", 4), ("IN", 3), (null, 2));

    public static readonly string?[] Networks = Weighted(("wifi", 48), ("4g", 38), ("5g", 10), ("3g", 2), (null, 2));

    public static readonly string[] Versions = ["5.9.4", "5.10.0", "5.11.2", "5.12.0"];

    public static readonly string[] Platforms = Weighted(("android", 72), ("ios", 28))!;

    public static readonly string[] Models = ["SM-A145F", "CPH2591", "iPhone15,2", "Redmi \"Note\" 12", "V2206"];

    public static readonly (string Currency, decimal PerUsd, string Country)[] Currencies =
        [("IDR", 15873.0159m, "ID"), ("VND", 24390.2439m, "VN"), ("THB", 35.7142m, "TH"), ("USD", 1m, "SG")];

    private static string?[] Weighted(params (string? Value, int Weight)[] values) =>
        [.. values.SelectMany(value => Enumerable.Repeat(value.Value, value.Weight))];
}
