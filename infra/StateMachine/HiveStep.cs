using System.Text.Json.Nodes;
using Nonolive.Pipeline.Jobs;

namespace Nonolive.Infra.StateMachine;

/// <summary>What a Hive script is given: where it lies and its variables, <see cref="RunVariables"/>.</summary>
internal static class HiveStep
{
    public const long DayMs = 24L * 60 * 60 * 1000;

    public static string Script(MachineSettings settings, Job job) => $"s3://{settings.CodeBucket}/{JobPaths.Key(settings.Jobs, job.File)}";

    /// <summary>The machine's variables of one day, computed once from the day that a map hands over.</summary>
    public static JsonObject DayVariables()
    {
        var assign = new JsonObject
        {
            [RunVariables.Day] = "{% $states.input %}",
            [RunVariables.RunId] = "{% $states.context.Execution.Name %}",
        };
        foreach (var derived in RunVariables.Derived)
            assign[derived.Name] = $"{{% {Derived(derived)} %}}";
        return assign;
    }

    /// <summary>The values of the Hive variables: a text, or an expression of the machine's variables.</summary>
    public static IEnumerable<string> Variables(MachineSettings settings)
    {
        yield return Computed(RunVariables.Day);
        yield return Computed(RunVariables.RunId);
        yield return $"{RunVariables.BusinessZone}={settings.Stack.BusinessZone}";
        yield return $"{RunVariables.Database}={settings.Stack.Database}";
        yield return $"{RunVariables.DataBucket}={settings.DataBucket}";
        yield return $"{RunVariables.ResultBucket}={settings.ResultBucket}";
        foreach (var derived in RunVariables.Derived)
            yield return Computed(derived.Name);
    }

    private static string Computed(string name) => $"{{% '{name}=' & ${name} %}}";

    private static string Derived(DerivedVariable derived)
    {
        var day = $"$substring($fromMillis($toMillis($states.input & 'T00:00:00Z') + {derived.Days * DayMs}), 0, 10)";
        return derived.Format switch
        {
            "yyyy-MM-dd" => day,
            "yyyy/MM/dd" => $"$replace({day}, '-', '/')",
            _ => throw new ArgumentException($"The variable {derived.Name} has the unknown format '{derived.Format}'.", nameof(derived)),
        };
    }
}
