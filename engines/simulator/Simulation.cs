using Nonolive.Pipeline.Storage;
using Nonolive.Simulator.Database;
using Nonolive.Simulator.Delivery;
using Nonolive.Simulator.Expected;
using Nonolive.Simulator.Lake;
using Npgsql;

namespace Nonolive.Simulator;

/// <summary>
/// A live-broadcast platform for some days: its people, broadcasts, events, orders and faults, all from a seed. It writes
/// them where the real ones would come from and knows, by its own records, what every report must say.
/// </summary>
public sealed class Simulation
{
    private readonly BusinessDays _days;
    private readonly Expectations _expectations;
    private readonly Platform _platform;

    private Simulation(SimulationOptions options)
    {
        Options = options;
        _days = new BusinessDays(options.Zone);
        _platform = new PlatformBuilder(options, _days).Build();
        _expectations = new Expectations(options, _days, _platform);
    }

    /// <summary>The options that it was made with.</summary>
    public SimulationOptions Options { get; }

    /// <summary>Rows that the database holds before the first day.</summary>
    public int InitialRows => _platform.Initial.Count;

    /// <summary>Changes of rows on all days.</summary>
    public int Changes => _platform.Changes.Count;

    /// <summary>Makes a platform.</summary>
    public static Simulation Create(SimulationOptions options) => new(options);

    /// <summary>Writes the rows that exist before the first day; run it before the full load.</summary>
    /// <param name="connection">An open connection to a database with the schema.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task SeedDatabaseAsync(NpgsqlConnection connection, CancellationToken cancellation = default) =>
        PostgresWriter.SeedAsync(connection, _platform.Initial, cancellation);

    /// <summary>Commits the changes of all days in order; run it after the full load.</summary>
    /// <param name="connection">An open connection to a database with the schema.</param>
    /// <param name="progress">Told the number of changes committed so far.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task ApplyChangesAsync(NpgsqlConnection connection, IProgress<int>? progress = null, CancellationToken cancellation = default) =>
        PostgresWriter.ApplyAsync(connection, _platform.Changes, progress, cancellation);

    /// <summary>Sends the events of all days through the collector's writer.</summary>
    /// <returns>The number of lines.</returns>
    public Task<long> WriteEventsAsync(IObjectStore store, string bucket, CancellationToken cancellation = default) =>
        new EventMail(Options, _days, _platform).WriteAsync(store, bucket, cancellation);

    /// <summary>Writes full load and change files as DMS would have, without a database.</summary>
    public Task WriteTablesAsync(IObjectStore store, string bucket, CancellationToken cancellation = default) =>
        new DmsExport(Options, _days, _platform).WriteAsync(store, bucket, null, cancellation);

    /// <summary>
    /// The same for replication that starts later: what was changed before <paramref name="startDay"/> is in the full load, and
    /// no change file is older.
    /// </summary>
    public Task WriteTablesSinceAsync(IObjectStore store, string bucket, DateOnly startDay, CancellationToken cancellation = default) =>
        new DmsExport(Options, _days, _platform).WriteAsync(store, bucket, startDay, cancellation);

    /// <summary>
    /// What every report of a day must say where <see cref="WriteTablesAsync"/> wrote the tables.
    /// </summary>
    public IReadOnlyList<ExpectedReport> ExpectedReports(DateOnly day) => _expectations.Of(day, liveReplication: false);

    /// <summary>
    /// What every report of a day must say where the tables came through a database and replication: how late a change was
    /// delivered is not known then.
    /// </summary>
    public IReadOnlyList<ExpectedReport> ExpectedReportsAfterReplication(DateOnly day) =>
        _expectations.Of(day, liveReplication: true);
}
