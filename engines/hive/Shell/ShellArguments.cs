namespace Nonolive.Hive.Shell;

/// <summary>What <c>nono hive</c> was asked to do, in the Hive CLI's own spelling.</summary>
internal sealed record ShellArguments
{
    /// <value>Statements of <c>-e</c>.</value>
    public string? Statements { get; init; }

    /// <value>The file of <c>-f</c>, on this machine or on the lake.</value>
    public string? File { get; init; }

    /// <value>The folder of <c>--lake</c>; a temporary one without it.</value>
    public string? Lake { get; init; }

    /// <value><c>--database</c>.</value>
    public string Database { get; init; } = "default";

    /// <value><c>--hivevar</c> and <c>-d</c>.</value>
    public Dictionary<string, string> HiveVars { get; } = [];

    /// <value><c>--hiveconf</c>.</value>
    public Dictionary<string, string> HiveConfs { get; } = [];

    /// <value>Whether the functions are to be listed.</value>
    public bool ListFunctions { get; init; }

    /// <value>Whether help is asked for.</value>
    public bool Help { get; init; }

    public const string Usage = """
        nono hive [-f FILE | -e STATEMENTS] [--hivevar NAME=VALUE]... [--hiveconf NAME=VALUE]... [--lake DIR] [--database NAME]
        nono hive --functions

          -e STATEMENTS   run these statements
          -f FILE         run a script; FILE may be s3://bucket/key on the lake
          --hivevar, -d   a variable for ${hivevar:NAME}
          --hiveconf      a setting, as by SET NAME=VALUE
          --lake DIR      the folder that holds the buckets (DIR/bucket/key) and the tables' definitions; a temporary one without it
          --database, -D  the database to begin in
          --functions     list the functions with how sure their results are
        Without -e and -f statements are read from the terminal: each ends with ';', !quit ends the shell, Ctrl-C a statement.
        """;

    public static ShellArguments Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new ShellArguments();
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, inline) = Split(arguments[i]);
            string Value()
            {
                if (inline is not null)
                    return inline;
                return ++i < arguments.Count ? arguments[i] : throw ShellErrors.MissingValue(name);
            }

            switch (name)
            {
                case "-e": parsed = parsed with { Statements = Value() }; break;
                case "-f": parsed = parsed with { File = Value() }; break;
                case "--lake": parsed = parsed with { Lake = Value() }; break;
                case "--database" or "-D": parsed = parsed with { Database = Value() }; break;
                case "--hivevar" or "-hivevar" or "--define" or "-d": Add(parsed.HiveVars, name, Value()); break;
                case "--hiveconf" or "-hiveconf": Add(parsed.HiveConfs, name, Value()); break;
                case "--functions": parsed = parsed with { ListFunctions = true }; break;
                case "--help" or "-h" or "-H" or "-?": parsed = parsed with { Help = true }; break;
                // Silent mode: the shell writes nothing but rows anyway.
                case "-S" or "--silent": break;
                default: throw ShellErrors.UnknownOption(arguments[i]);
            }
        }
        return parsed.File is null || parsed.Statements is null ? parsed : throw ShellErrors.FileAndStatements();
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=');
        return argument.StartsWith("--", StringComparison.Ordinal) && equals > 0 ? (argument[..equals], argument[(equals + 1)..]) : (argument, null);
    }

    private static void Add(Dictionary<string, string> variables, string option, string pair)
    {
        var equals = pair.IndexOf('=');
        if (equals <= 0)
            throw ShellErrors.NotAPair(option, pair);
        variables[pair[..equals]] = pair[(equals + 1)..];
    }
}
