using System.Globalization;

namespace Nonolive.Jobs.Benchmarks;

/// <summary>The command line: <c>name=value</c> each.</summary>
internal sealed class Arguments(string[] args)
{
    private readonly Dictionary<string, string> _values = args.Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public int Number(string name, int absent) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : absent;

    public bool Flag(string name) => Text(name) == "true";
}
