using Nonolive.Pipeline.Storage;

namespace Nonolive.WebConsole;

/// <summary>The options of a deployment, from the environment; docs/console.md lists the variables.</summary>
internal static class EnvironmentOptions
{
    public static ConsoleOptions Read(Func<string, string?> variable, IObjectStore store) => new()
    {
        Store = store,
        DataBucket = Value(variable, "NONO_DATA_BUCKET"),
        ResultBucket = Value(variable, "NONO_RESULT_BUCKET"),
        JobsFolder = Value(variable, "NONO_JOBS") ?? "jobs",
        Urls = Value(variable, "NONO_CONSOLE_URLS") ?? "http://0.0.0.0:5080",
        Logging = logging => logging.AddJsonConsole().SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning),
    };

    private static string? Value(Func<string, string?> variable, string name) =>
        string.IsNullOrWhiteSpace(variable(name)) ? null : variable(name)!.Trim();
}
