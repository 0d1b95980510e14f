namespace Nonolive.Hive.Shell;

/// <summary>Where the interactive shell reads keys and draws its line.</summary>
internal interface ITerminal
{
    /// <summary>Whether lines come from a file or pipe rather than from keys.</summary>
    bool IsRedirected { get; }

    /// <summary>The next line of a file or pipe; null at its end.</summary>
    string? ReadLine();

    /// <summary>The next key; Ctrl-C comes as a key too.</summary>
    ConsoleKeyInfo ReadKey();

    void Write(string text);
}

/// <summary>The process's own console.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    public bool IsRedirected => Console.IsInputRedirected;

    public string? ReadLine() => Console.In.ReadLine();

    public ConsoleKeyInfo ReadKey()
    {
        Console.TreatControlCAsInput = true;
        try
        {
            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    public void Write(string text) => Console.Write(text);
}
