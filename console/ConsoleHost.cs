using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Nonolive.Pipeline.Publication;
using Nonolive.WebConsole.Collector;
using Nonolive.WebConsole.Pages;
using Nonolive.WebConsole.Reports;

namespace Nonolive.WebConsole;

/// <summary>Hosts the event collector and the report pages in any process.</summary>
public sealed class ConsoleHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ConsoleHost(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that was taken.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Serves until cancelled; then answers what is under way, stores the waiting events and returns.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">The options are wrong, or a contract is.</exception>
    public static async Task RunAsync(ConsoleOptions options, CancellationToken cancellation)
    {
        // Cancelling ends the wait and not the start, so that a console is always stopped in good order.
        await using var host = await StartAsync(options, CancellationToken.None);
        var stopped = new TaskCompletionSource();
        await using var registration = cancellation.Register(stopped.SetResult);
        await stopped.Task;
    }

    /// <summary>Starts serving; disposing stops gracefully.</summary>
    /// <exception cref="Pipeline.Errors.UserErrorException">The options are wrong, or a contract is.</exception>
    public static async Task<ConsoleHost> StartAsync(ConsoleOptions options, CancellationToken cancellation = default)
    {
        Validate(options);
        var app = Build(options);
        try
        {
            await app.StartAsync(cancellation);
            return new ConsoleHost(app);
        }
        catch (IOException e)
        {
            await app.DisposeAsync();
            throw ConsoleErrors.CannotListen(options.Urls, e);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    internal T Service<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    private static WebApplication Build(ConsoleOptions options)
    {
        // Empty: nothing is read from the environment or a folder behind the caller's back.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls(options.Urls);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>().AddSingleton<Faults>().AddSingleton(options);
        options.Logging?.Invoke(builder.Logging);
        if (options.DataBucket is { } data)
        {
            builder.Services.AddSingleton(services => new EventCollector(
                options.Store, data, options.HostName, options.Collector, options.Clock, services.GetRequiredService<ILogger<EventCollector>>()));
            builder.Services.AddHostedService(services => services.GetRequiredService<EventCollector>());
        }
        if (options.ResultBucket is { } results)
        {
            var contracts = ReportLibrary.ReadContracts(options.JobsFolder);
            builder.Services.AddSingleton(_ => new ReportLibrary(contracts, new ManifestReader(options.Store, results), options));
        }

        var app = builder.Build();
        app.Use(SecurityHeaders.ApplyAsync);
        app.Use(app.Services.GetRequiredService<Faults>().HandleAsync);
        app.MapGet("/healthz", () => "ok");
        if (options.DataBucket is not null)
        {
            // Kestrel waits for requests under way, and they wait for their events to be stored.
            app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<EventCollector>().Drain);
            app.MapCollector();
        }
        if (options.ResultBucket is not null)
            app.MapReports();
        foreach (var asset in (Layout.Asset[])[Layout.Style, Layout.Icon])
        {
            app.MapGet(asset.Address, (HttpResponse response) =>
            {
                response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Content, asset.ContentType);
            });
        }
        app.MapFallback("{*path}", Faults.NotFoundAsync);
        return app;
    }

    private static void Validate(ConsoleOptions options)
    {
        if (options.DataBucket is null && options.ResultBucket is null)
            throw ConsoleErrors.NoBucket();
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        Validator.TryValidateObject(options.Collector, new ValidationContext(options.Collector), faults, validateAllProperties: true);
        if (faults.Count > 0)
            throw ConsoleErrors.WrongSettings(faults.Select(fault => fault.ErrorMessage!));
    }

    /// <summary>Leaves signals to the process that hosts the console.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
