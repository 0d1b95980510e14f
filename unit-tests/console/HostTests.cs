using System.Net;
using System.Net.Sockets;
using Nonolive.Pipeline.Errors;
using Nonolive.Pipeline.Storage;
using Nonolive.WebConsole.Collector;

namespace Nonolive.WebConsole.Tests;

[Parallelizable(ParallelScope.All)]
internal sealed class HostTests
{
    [Test]
    public void Without_a_bucket_it_says_which_variables_to_set() =>
        Assert.That(() => ConsoleHost.StartAsync(Options(null, null)),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("NONO-1701").And.Message.Contains("NONO_RESULT_BUCKET"));

    [Test]
    public void All_wrong_settings_are_named_at_once() =>
        Assert.That(
            () => ConsoleHost.StartAsync(new ConsoleOptions
            {
                Store = Store(),
                DataBucket = "data",
                PageRows = 0,
                Collector = new CollectorOptions { MaxEvents = 0, MaxBodyBytes = -1 },
            }),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("PageRows").And.Message.Contains("MaxEvents").And.Message.Contains("MaxBodyBytes"));

    [Test]
    public void A_folder_without_contracts_is_named() =>
        Assert.That(() => ConsoleHost.StartAsync(Options(null, "results", jobs: "no-such-folder")),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("no-such-folder"));

    [Test]
    public void A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var urls = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        Assert.That(() => ConsoleHost.StartAsync(Options("data", null, urls)),
            Throws.TypeOf<UserErrorException>().With.Message.Contains("NONO-1707").And.Message.Contains(urls));
    }

    [Test]
    public async Task The_collector_runs_without_the_pages_and_the_pages_without_the_collector()
    {
        await using var collector = await ConsoleHost.StartAsync(Options("data", null));
        await using var pages = await ConsoleHost.StartAsync(Options(null, "results"));
        using var client = new HttpClient();
        Assert.That(await StatusAsync(client, new Uri(collector.Address, "/healthz")), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(client, collector.Address), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await StatusAsync(client, pages.Address), Is.EqualTo(HttpStatusCode.OK));
        using var refused = await client.PostAsync(new Uri(pages.Address, CollectorEndpoints.Path), new StringContent(""));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task It_serves_until_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = ConsoleHost.RunAsync(Options("data", null), stop.Token);
        await stop.CancelAsync();
        Assert.That(async () => await run, Throws.Nothing);
    }

    [Test]
    public void A_deployment_is_described_by_the_environment()
    {
        var variables = new Dictionary<string, string?>
        {
            ["NONO_DATA_BUCKET"] = " data ",
            ["NONO_RESULT_BUCKET"] = "",
            ["NONO_JOBS"] = "/app/jobs",
            ["NONO_CONSOLE_URLS"] = "http://0.0.0.0:80",
        };
        var options = EnvironmentOptions.Read(variables.GetValueOrDefault, Store());
        Assert.That((options.DataBucket, options.ResultBucket, options.JobsFolder, options.Urls),
            Is.EqualTo(("data", (string?)null, "/app/jobs", "http://0.0.0.0:80")));
        Assert.That(EnvironmentOptions.Read(_ => null, Store()).Urls, Is.EqualTo("http://0.0.0.0:5080"));
    }

    private static ConsoleOptions Options(string? data, string? results, string urls = "http://127.0.0.1:0", string? jobs = null) =>
        new() { Store = Store(), DataBucket = data, ResultBucket = results, JobsFolder = jobs ?? World.Jobs, Urls = urls };

    // Nothing is stored by these tests, so the folder is never made.
    private static FileObjectStore Store() => new(Path.Combine(Path.GetTempPath(), "nono-console-host"));

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri address)
    {
        using var answer = await client.GetAsync(address);
        return answer.StatusCode;
    }
}
