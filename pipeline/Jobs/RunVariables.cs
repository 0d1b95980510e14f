using System.Globalization;

namespace Nonolive.Pipeline.Jobs;

/// <summary>
/// The <c>${hivevar:NAME}</c> that every job receives. Hive takes only literals in partition specifications and locations
/// (https://cwiki.apache.org/confluence/display/Hive/LanguageManual+DDL#LanguageManualDDL-AddPartitions), so the days
/// around the business day come as variables too; see <see cref="Derived"/>.
/// </summary>
public static class RunVariables
{
    /// <summary>The business day, <c>yyyy-MM-dd</c>.</summary>
    public const string Day = "dt";

    /// <summary>The run, unique over all runs.</summary>
    public const string RunId = "run_id";

    /// <summary>The IANA time zone whose midnight separates business days.</summary>
    public const string BusinessZone = "business_zone";

    /// <summary>The Hive database of the stack.</summary>
    public const string Database = "database";

    /// <summary>The data bucket.</summary>
    public const string DataBucket = "data_bucket";

    /// <summary>The result bucket.</summary>
    public const string ResultBucket = "result_bucket";

    /// <summary>Variables that follow from the business day: the UTC days whose arrivals a run may read.</summary>
    public static IReadOnlyList<DerivedVariable> Derived { get; } =
    [
        new("dt_before", -1, "yyyy-MM-dd"),
        new("dt_after1", 1, "yyyy-MM-dd"),
        new("dt_after2", 2, "yyyy-MM-dd"),
        new("dt_after3", 3, "yyyy-MM-dd"),
        new("dt_after4", 4, "yyyy-MM-dd"),
        new("path_before", -1, "yyyy/MM/dd"),
        new("path", 0, "yyyy/MM/dd"),
        new("path_after1", 1, "yyyy/MM/dd"),
    ];

    /// <summary>The variables that are a day as <c>yyyy-MM-dd</c>.</summary>
    public static IReadOnlyList<string> Days { get; } = [Day, .. Derived.Where(derived => derived.Format == "yyyy-MM-dd").Select(derived => derived.Name)];

    /// <summary>All variables of a run.</summary>
    public static IReadOnlyDictionary<string, string> For(
        DateOnly day, string runId, string businessZone, string database, string dataBucket, string resultBucket)
    {
        var variables = new Dictionary<string, string>
        {
            [Day] = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [RunId] = runId,
            [BusinessZone] = businessZone,
            [Database] = database,
            [DataBucket] = dataBucket,
            [ResultBucket] = resultBucket,
        };
        foreach (var derived in Derived)
            variables[derived.Name] = day.AddDays(derived.Days).ToString(derived.Format, CultureInfo.InvariantCulture);
        return variables;
    }
}

/// <summary>A variable that is the business day moved and formatted.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Days">Days after the business day; negative for before.</param>
/// <param name="Format"><c>yyyy-MM-dd</c> or <c>yyyy/MM/dd</c>.</param>
public sealed record DerivedVariable(string Name, int Days, string Format);
