using System.Diagnostics;
using Nonolive.Replication.Postgres;
using Npgsql;

namespace Nonolive.Replication.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class PrivateClusterTests
{
    [SetUp]
    public void Require()
    {
        if (!PrivateCluster.IsAvailable)
            Assert.Ignore("PostgreSQL's programs are not here: apt-get install postgresql.");
    }

    [Test]
    public async Task A_cluster_answers_is_logical_and_leaves_nothing_behind()
    {
        var parent = Directory.CreateTempSubdirectory("nonolive-test-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(parent, (UnixFileMode)0b111_101_101);
        int process;
        await using (var cluster = await PrivateCluster.StartAsync(parent))
        {
            process = cluster.ProcessId;
            await using var connection = new NpgsqlConnection(await cluster.CreateDatabaseAsync("a_test"));
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("show wal_level", connection);
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("logical"));
        }
        Assert.That(Directory.GetFileSystemEntries(parent), Is.Empty);
        Assert.That(() => Process.GetProcessById(process), Throws.ArgumentException);
        Directory.Delete(parent);
    }
}
