using Nonolive.LocalCloud.StateMachines;

namespace Nonolive.LocalCloud.Emr;

/// <summary>One script for Hive, as EMR's command-runner or EMR Serverless is told of it.</summary>
/// <param name="File">The script's address.</param>
/// <param name="HiveVars">--hivevar.</param>
/// <param name="HiveConfs">--hiveconf, over the cluster's hive-site.</param>
internal sealed record HiveScript(string File, IReadOnlyDictionary<string, string> HiveVars, IReadOnlyDictionary<string, string> HiveConfs)
{
    /// <summary>
    /// Reads <c>hive-script --run-hive-script --args -f FILE --hivevar k=v ...</c>
    /// (https://docs.aws.amazon.com/emr/latest/ReleaseGuide/emr-commandrunner.html).
    /// </summary>
    /// <exception cref="StateFailure">An argument is not understood.</exception>
    public static HiveScript OfCommand(IReadOnlyList<string> arguments)
    {
        string[] head = ["hive-script", "--run-hive-script", "--args"];
        if (!arguments.Take(head.Length).SequenceEqual(head))
            throw Wrong($"it starts with '{string.Join(" ", arguments.Take(head.Length))}', not with '{string.Join(" ", head)}'");
        var at = head.Length;
        string? file = null;
        var (vars, confs) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        while (at < arguments.Count)
        {
            var option = arguments[at++];
            if (at == arguments.Count)
                throw Wrong($"'{option}' has no value");
            if (option == "-f")
                file = file is null ? arguments[at++] : throw Wrong("-f is given twice");
            else
                Add(option, arguments[at++], vars, confs);
        }
        return new HiveScript(file ?? throw Wrong("-f is missing"), vars, confs);
    }

    /// <summary>Reads an EMR Serverless job's query file and parameters (https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/jobs-hive.html).</summary>
    public static HiveScript OfServerless(string query, string parameters)
    {
        var words = parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var (vars, confs) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        for (var at = 0; at < words.Length; at += 2)
            Add(words[at], at + 1 < words.Length ? words[at + 1] : throw Wrong($"'{words[at]}' has no value"), vars, confs);
        return new HiveScript(query, vars, confs);
    }

    private static void Add(string option, string value, Dictionary<string, string> vars, Dictionary<string, string> confs)
    {
        var into = option switch
        {
            "--hivevar" or "-hivevar" or "-d" or "--define" => vars,
            "--hiveconf" or "-hiveconf" => confs,
            _ => throw Wrong($"'{option}' is not understood; known are -f, --hivevar and --hiveconf"),
        };
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw Wrong($"'{value}' is not of the form name=value");
        if (!into.TryAdd(value[..equals], value[(equals + 1)..]))
            throw Wrong($"'{value[..equals]}' is given twice");
    }

    private static StateFailure Wrong(string problem) => new("States.TaskFailed", $"The arguments of the Hive step are wrong: {problem}.");
}

/// <summary>Runs scripts as EMR's Hive would.</summary>
internal interface IHiveRunner
{
    /// <param name="script">The script.</param>
    /// <param name="report">Hears of each statement.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">The script fails.</exception>
    Task RunAsync(HiveScript script, Action<string> report, CancellationToken cancellation);
}
