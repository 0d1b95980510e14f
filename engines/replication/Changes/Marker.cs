using System.Text;
using Nonolive.Replication.Postgres;

namespace Nonolive.Replication.Changes;

/// <summary>
/// Writes a mark into the source's log. It comes out of the change stream after everything that was committed before, so
/// that waiting for it is waiting for that, without looking again and again.
/// </summary>
internal static class Marker
{
    private const string Prefix = "nonolive.replication";

    public static async Task WriteAsync(string connectionString, string mark, CancellationToken cancellation)
    {
        await using var connection = await Sessions.OpenAsync(connectionString, cancellation);
        // The log is only streamed once it is flushed, which a session without synchronous_commit leaves to later.
        await connection.RunAsync("set synchronous_commit = local", cancellation);
        await connection.RunAsync($"select pg_logical_emit_message(true, '{Prefix}', '{mark}')", cancellation);
    }

    /// <summary>The mark of a message, or null where it is another program's.</summary>
    public static string? Read(ReadOnlySpan<byte> message)
    {
        var reader = new PgOutput(message[1..]);
        reader.Char();
        reader.Lsn();
        return reader.Text() == Prefix ? Encoding.UTF8.GetString(reader.Take(reader.Int())) : null;
    }
}
