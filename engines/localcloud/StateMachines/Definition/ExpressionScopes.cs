namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>
/// Checks every expression against what is in scope where it stands: variables, $states and its fields, functions.
/// Step Functions does so when a machine is created, and names like these fail only in production otherwise.
/// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html has the rules on scopes.
/// </summary>
internal sealed class ExpressionScopes(Action<string, string> fault)
{
    private static readonly string[] Always = ["input", "context"];
    private static readonly string[] WithResult = [.. Always, "result"];
    private static readonly string[] WithError = [.. Always, "errorOutput"];

    public void Check(StateFlow flow) => Check(flow, []);

    private void Check(StateFlow flow, HashSet<string> outer)
    {
        var own = flow.States.Values.SelectMany(Assigned).ToHashSet(StringComparer.Ordinal);
        foreach (var clash in own.Where(outer.Contains))
            fault($"the variable '{clash}'", "is assigned in a branch or a map and outside of it; an inner scope cannot assign an outer variable");
        var variables = own.Concat(outer).ToHashSet(StringComparer.Ordinal);
        foreach (var state in flow.States.Values)
        {
            Check(state, variables);
            foreach (var inner in state switch { ParallelState p => p.Branches, MapState m => [m.Processor], _ => [] })
                Check(inner, variables);
        }
    }

    private static IEnumerable<string> Assigned(StateDefinition state) =>
        state.Assign
            .Concat(state.Catch.SelectMany(catcher => catcher.Assign))
            .Concat(state is ChoiceState choice ? choice.Choices.SelectMany(rule => rule.Assign) : [])
            .Select(assignment => assignment.Variable);

    private void Check(StateDefinition state, HashSet<string> variables)
    {
        var after = state is TaskState or ParallelState or MapState ? WithResult : Always;
        Check(state.Name, "Output", state.Output, variables, after);
        Check(state.Name, state.Assign, variables, after);
        foreach (var catcher in state.Catch)
        {
            Check(state.Name, "Catch.Output", catcher.Output, variables, WithError);
            Check(state.Name, catcher.Assign, variables, WithError);
        }
        IEnumerable<(string Field, Template? Template)> before = state switch
        {
            TaskState task => [("Arguments", task.Arguments), ("TimeoutSeconds", task.TimeoutSeconds)],
            WaitState wait => [("Seconds", wait.Seconds), ("Timestamp", wait.Timestamp)],
            FailState fail => [("Error", fail.Error), ("Cause", fail.Cause)],
            ParallelState parallel => [("Arguments", parallel.Arguments)],
            MapState map => [("Items", map.Items), ("ItemSelector", map.ItemSelector), ("MaxConcurrency", map.MaxConcurrency)],
            ChoiceState choice => choice.Choices.SelectMany(rule => new[] { ("Condition", rule.Condition), ("Output", rule.Output) }),
            _ => [],
        };
        foreach (var (field, template) in before)
            Check(state.Name, field, template, variables, Always);
        if (state is ChoiceState { Choices: var rules })
        {
            foreach (var rule in rules)
                Check(state.Name, rule.Assign, variables, Always);
        }
    }

    private void Check(string state, IEnumerable<Assignment> assignments, HashSet<string> variables, string[] fields)
    {
        foreach (var assignment in assignments)
            Check(state, $"Assign.{assignment.Variable}", assignment.Value, variables, fields);
    }

    private void Check(string state, string field, Template? template, HashSet<string> variables, string[] states)
    {
        foreach (var expression in template?.Expressions() ?? [])
        {
            foreach (var (problem, position) in new ExpressionWalker(variables, states).Check(expression.Root))
                fault($"{state}.{field}", $"in the expression '{expression.Text}': {problem} (at character {position + 1})");
        }
    }
}
