namespace Nonolive.SqlTesting.Mutation;

/// <summary>Words of the language that mutations look at.</summary>
internal static class Words
{
    private static readonly HashSet<string> Keywords = new(
        ["select", "distinct", "all", "from", "where", "and", "or", "not", "on", "by", "having", "when", "then", "else", "case", "in", "like", "rlike", "between", "as", "is", "union", "over", "limit", "desc", "asc", "div", "join", "group", "order", "partition"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What a function becomes: another that takes the same arguments and often gives another answer.</summary>
    public static readonly IReadOnlyDictionary<string, string> Swaps = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["sum"] = "max",
        ["avg"] = "max",
        ["min"] = "max",
        ["max"] = "min",
        ["count"] = "max",
        ["lead"] = "lag",
        ["lag"] = "lead",
        ["first_value"] = "last_value",
        ["last_value"] = "first_value",
        ["greatest"] = "least",
        ["least"] = "greatest",
        ["lower"] = "upper",
        ["upper"] = "lower",
        ["date_add"] = "date_sub",
        ["date_sub"] = "date_add",
        ["to_utc_timestamp"] = "from_utc_timestamp",
        ["from_utc_timestamp"] = "to_utc_timestamp",
    };

    /// <summary>What a comparison becomes: its opposite, and the same with the boundary moved.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Comparisons = new Dictionary<string, string[]>
    {
        ["="] = ["<>"],
        ["=="] = ["<>"],
        ["<>"] = ["="],
        ["!="] = ["="],
        ["<=>"] = ["="],
        ["<"] = ["<=", ">="],
        ["<="] = ["<", ">"],
        [">"] = [">=", "<="],
        [">="] = [">", "<"],
    };

    /// <summary>What an operator of arithmetic becomes.</summary>
    public static readonly IReadOnlyDictionary<string, string> Arithmetic = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["+"] = "-",
        ["-"] = "+",
        ["*"] = "/",
        ["/"] = "*",
        ["%"] = "*",
        ["div"] = "*",
    };

    /// <summary>What a variable of a run becomes, within a text literal.</summary>
    public static readonly IReadOnlyList<(string From, string To)> Variables =
    [
        ("${hivevar:dt}", "${hivevar:dt_before}"),
        ("${hivevar:dt_before}", "${hivevar:dt}"),
        ("${hivevar:dt_after1}", "${hivevar:dt}"),
        ("${hivevar:business_zone}", "UTC"),
    ];

    public static bool IsKeyword(string word) => Keywords.Contains(word);
}
