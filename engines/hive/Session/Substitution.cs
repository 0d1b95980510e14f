using System.Text;

namespace Nonolive.Hive.Session;

/// <summary>
/// Fills <c>${hivevar:x}</c>, <c>${hiveconf:x}</c> and <c>${x}</c>. Hive leaves what it does not know as it is, and the query
/// then compares with the text "${dt}"; here that is an error.
/// </summary>
internal sealed class Substitution(IReadOnlyDictionary<string, string> hiveVars, Func<string, string?> hiveConf)
{
    /// <summary>As hive.variable.substitute.depth.</summary>
    private const int Depth = 40;

    public string Fill(RawStatement statement, SourceMap map)
    {
        map.Start(statement.At);
        if (!statement.Text.Contains("${", StringComparison.Ordinal))
            return statement.Text;
        var filled = new StringBuilder();
        var text = statement.Text;
        for (var at = 0; at < text.Length;)
        {
            var close = text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{' ? text.IndexOf('}', at) : -1;
            if (close < 0)
            {
                filled.Append(text[at++]);
                continue;
            }
            map.Add(filled.Length, statement.At + at);
            filled.Append(Value(text[(at + 2)..close], statement.At + at, 0));
            at = close + 1;
            map.Add(filled.Length, statement.At + at);
        }
        return filled.ToString();
    }

    private string Value(string reference, int at, int depth)
    {
        if (depth > Depth)
            throw HiveFault.Parse($"The variable ${{{reference}}} refers to itself.", at);
        var value = Lookup(reference, at);
        while (value.IndexOf("${", StringComparison.Ordinal) is >= 0 and var open && value.IndexOf('}', open) is >= 0 and var close)
            value = value[..open] + Value(value[(open + 2)..close], at, depth + 1) + value[(close + 1)..];
        return value;
    }

    private string Lookup(string reference, int at)
    {
        var colon = reference.IndexOf(':');
        var (space, name) = colon < 0 ? ("hivevar", reference) : (reference[..colon], reference[(colon + 1)..]);
        var value = space switch
        {
            "hivevar" => hiveVars.GetValueOrDefault(name),
            "hiveconf" => hiveConf(name),
            _ => throw new HiveFault(FaultClass.SemanticException, $"${{{reference}}}: the engine fills hivevar and hiveconf variables only.", at),
        };
        return value ?? throw new HiveFault(FaultClass.SemanticException, $"The variable ${{{reference}}} has no value.", at,
            Closest.Hint(name, hiveVars.Keys) ?? $"Pass it: --hivevar {name}=…");
    }
}
