namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>Rules on how states lead to one another: every target exists, every state is reached, and an end can be.</summary>
internal static class FlowRules
{
    public static void Check(StateFlow flow, string path, Action<string, string> fault)
    {
        if (!flow.States.ContainsKey(flow.StartAt))
        {
            fault($"{path}.StartAt", $"'{flow.StartAt}' is not a state");
            return;
        }
        foreach (var state in flow.States.Values)
        {
            foreach (var target in Targets(state).Where(target => !flow.States.ContainsKey(target)))
                fault($"{path}.States.{state.Name}", $"leads to '{target}', which is not a state");
        }
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([flow.StartAt]);
        while (open.TryPop(out var name))
        {
            if (!flow.States.TryGetValue(name, out var state) || !reached.Add(name))
                continue;
            foreach (var target in Targets(state))
                open.Push(target);
        }
        foreach (var name in flow.States.Keys.Where(name => !reached.Contains(name)))
            fault($"{path}.States.{name}", "is reached from nowhere");
        if (!flow.States.Values.Any(state => reached.Contains(state.Name) && (state is SucceedState or FailState || (state.Next is null && state is not ChoiceState))))
            fault(path, "has no state that ends it");
    }

    private static IEnumerable<string> Targets(StateDefinition state) => state switch
    {
        ChoiceState choice => choice.Choices.Select(rule => rule.Next).Concat(choice.Default is null ? [] : [choice.Default]),
        _ => (state.Next is null ? [] : new[] { state.Next }).Concat(state.Catch.Select(catcher => catcher.Next)),
    };
}
