namespace Nonolive.Pipeline.Lake;

/// <summary>Where everything lies in the lake. The one place that knows prefixes; infrastructure, jobs and readers use it.</summary>
public static class LakeLayout
{
    /// <summary>App events in the data bucket, by arrival time (UTC): <c>events/dt=YYYY-MM-DD/hour=HH/HOST-ULID.json.gz</c>.</summary>
    public const string Events = "events/";

    /// <summary>What a UTC day of arrival, <c>yyyy-MM-dd</c>, follows in an event object's key.</summary>
    public const string EventDay = Events + "dt=";

    /// <summary>What follows the day, before the two digits of the UTC hour.</summary>
    public const string EventHour = "/hour=";

    /// <summary>What DMS writes in the data bucket: <c>aurora/SCHEMA/TABLE/LOAD*.parquet</c> and <c>aurora/SCHEMA/TABLE/YYYY/MM/DD/*.parquet</c>.</summary>
    public const string Aurora = "aurora/";

    /// <summary>Curated tables in the data bucket: <c>warehouse/TABLE/dt=.../</c>.</summary>
    public const string Warehouse = "warehouse/";

    /// <summary>Lines that could not be read, with the reason, in the data bucket: <c>quarantine/SOURCE/dt=.../</c>.</summary>
    public const string Quarantine = "quarantine/";

    /// <summary>Objects that could not be unpacked to their end, whole, each under its key as before.</summary>
    public const string DamagedObjects = Quarantine + "objects/";

    /// <summary>Reports in the result bucket: <c>reports/REPORT/dt=.../run=RUN/</c> with <c>reports/REPORT/dt=.../manifest.json</c>.</summary>
    public const string Reports = "reports/";

    /// <summary>The list of published reports in the result bucket.</summary>
    public const string ReportIndex = "reports/index.json";

    /// <summary>One object for each day that is being computed, in the result bucket: <c>locks/dt=....json</c>.</summary>
    public const string Locks = "locks/";

    /// <summary>The name of the schema that DMS replicates.</summary>
    public const string AuroraSchema = "nonolive";

    /// <summary>The hour's folder that an event object arriving at <paramref name="arrival"/> belongs to.</summary>
    public static string EventFolder(DateTimeOffset arrival) =>
        $"{EventDay}{arrival.UtcDateTime:yyyy-MM-dd}{EventHour}{arrival.UtcDateTime:HH}/";

    /// <summary>A report's folder for one business day.</summary>
    public static string ReportFolder(string report, DateOnly day) => $"{Reports}{report}/dt={day:yyyy-MM-dd}/";

    /// <summary>The folder that one run writes a report's rows to.</summary>
    public static string ReportRunFolder(string report, DateOnly day, string runId) => $"{ReportFolder(report, day)}run={runId}/";

    /// <summary>The manifest that readers follow to a report's current rows.</summary>
    public static string ReportManifest(string report, DateOnly day) => ReportFolder(report, day) + "manifest.json";
}
