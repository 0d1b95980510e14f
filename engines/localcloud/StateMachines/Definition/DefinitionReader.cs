using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>
/// Reads a definition in Amazon States Language with JSONata (https://states-language.net/spec.html) and reports every
/// fault at once. A field or type that is not understood is a fault, never ignored.
/// </summary>
internal sealed class DefinitionReader
{
    // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
    private const int LargestDefinition = 1024 * 1024;
    private const int LongestStateName = 80;

    private readonly List<string> _faults = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, ITaskIntegration> _integrations;

    private DefinitionReader(IReadOnlyDictionary<string, ITaskIntegration> integrations) => _integrations = integrations;

    /// <exception cref="Nonolive.Pipeline.Errors.UserErrorException">The definition has faults; all are listed.</exception>
    public static StateMachineDefinition Read(string machine, string json, IReadOnlyDictionary<string, ITaskIntegration> integrations)
    {
        JsonObject root;
        try
        {
            root = JsonNode.Parse(json) as JsonObject ?? throw new JsonException("it is not an object");
        }
        catch (JsonException e)
        {
            throw LocalCloudErrors.BadStateMachine(machine, [$"the definition is not JSON: {e.Message}"]);
        }
        var reader = new DefinitionReader(integrations);
        if (json.Length > LargestDefinition)
            reader.Fault("$", $"has {json.Length} characters; Step Functions takes at most {LargestDefinition}");
        var definition = reader.Machine(root);
        if (reader._faults.Count == 0)
            new ExpressionScopes(reader.Fault).Check(definition.Flow);
        return reader._faults.Count == 0 ? definition : throw LocalCloudErrors.BadStateMachine(machine, reader._faults);
    }

    private StateMachineDefinition Machine(JsonObject root)
    {
        var fields = new FieldReader(root, "$", Fault);
        if (fields.Text("QueryLanguage") is not "JSONata")
            Fault("$.QueryLanguage", "must be JSONata; the other query language is not understood here");
        if (fields.Text("Version") is not (null or "1.0"))
            Fault("$.Version", "must be 1.0");
        var definition = new StateMachineDefinition(Flow(fields, "$"), fields.Template("TimeoutSeconds"), fields.Text("Comment"));
        fields.RefuseOthers();
        return definition;
    }

    private StateFlow Flow(FieldReader fields, string path)
    {
        var states = new Dictionary<string, StateDefinition>(StringComparer.Ordinal);
        foreach (var (name, node) in fields.Map("States") ?? [])
        {
            var at = $"{path}.States.{name}";
            if (name.Length > LongestStateName)
                Fault(at, $"has a name of more than {LongestStateName} characters");
            if (!_names.Add(name))
                Fault(at, "has the name of another state; names are unique in the whole machine");
            if (node is JsonObject map)
                states[name] = State(name, new FieldReader(map, at, Fault), at);
            else
                Fault(at, "must be an object");
        }
        var flow = new StateFlow(fields.Text("StartAt") ?? "", states);
        FlowRules.Check(flow, path, Fault);
        return flow;
    }

    private StateDefinition State(string name, FieldReader fields, string path)
    {
        var type = fields.Text("Type");
        fields.Text("Comment");
        if (fields.Text("QueryLanguage") is not (null or "JSONata"))
            Fault($"{path}.QueryLanguage", "must be JSONata; the other query language is not understood here");
        StateDefinition state = type switch
        {
            "Task" => Task(name, fields, path),
            "Pass" => new PassState(name),
            "Choice" => new ChoiceState(name, Choices(fields, path), fields.Text("Default")),
            "Wait" => Wait(name, fields, path),
            "Succeed" => new SucceedState(name),
            "Fail" => new FailState(name, fields.Template("Error"), fields.Template("Cause")),
            "Parallel" => new ParallelState(name, Branches(fields, path), fields.Template("Arguments")),
            "Map" => Map(name, fields, path),
            _ => Unknown(name, type, path),
        };
        if (type is not "Fail")
            state = state with { Output = fields.Template("Output") };
        if (type is not ("Fail" or "Succeed"))
            state = state with { Assign = Assignments(fields, path) };
        if (type is "Task" or "Parallel" or "Map")
            state = state with { Retry = RetryReader.Retriers(fields, path, Fault), Catch = Catchers(fields, path) };
        if (type is "Task" or "Pass" or "Wait" or "Parallel" or "Map")
            state = state with { Next = Transition(fields, path) };
        fields.RefuseOthers();
        return state;
    }

    private TaskState Task(string name, FieldReader fields, string path)
    {
        var resource = fields.Text("Resource");
        var arguments = fields.Template("Arguments");
        if (resource is null)
            Fault(path, "needs a Resource");
        else if (!_integrations.TryGetValue(resource, out var integration))
            Fault($"{path}.Resource", $"'{resource}' is not understood; known are {string.Join(", ", _integrations.Keys.Order(StringComparer.Ordinal))}");
        else
            CheckArguments(integration, arguments, $"{path}.Arguments");
        return new TaskState(name, resource ?? "", arguments, fields.Template("TimeoutSeconds"));
    }

    private void CheckArguments(ITaskIntegration integration, Template? arguments, string path)
    {
        // An object computed by one expression is checked when the task runs.
        if (arguments is not null && arguments.FieldNames is null && arguments.Expressions().Any())
            return;
        var given = arguments?.FieldNames?.ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var unknown in given.Where(name => !integration.Arguments.ContainsKey(name)))
            Fault($"{path}.{unknown}", $"is not understood by {integration.Resource}; known are {string.Join(", ", integration.Arguments.Keys)}");
        foreach (var missing in integration.Arguments.Where(argument => argument.Value && !given.Contains(argument.Key)))
            Fault(path, $"{missing.Key} is required by {integration.Resource}");
        integration.CheckDefinition(arguments, path, Fault);
    }

    private List<ChoiceRule> Choices(FieldReader fields, string path)
    {
        var rules = fields.Maps("Choices").Select((map, i) =>
        {
            var at = $"{path}.Choices[{i}]";
            var rule = new FieldReader(map, at, Fault);
            rule.Text("Comment");
            var condition = rule.Template("Condition");
            if (condition is null)
                Fault(at, "needs a Condition");
            var read = new ChoiceRule(
                condition ?? Template.Read(false, at, Fault), rule.Text("Next") ?? "", rule.Template("Output"), Assignments(rule, at));
            rule.RefuseOthers();
            return read;
        }).ToList();
        if (rules.Count == 0)
            Fault(path, "needs Choices");
        return rules;
    }

    private WaitState Wait(string name, FieldReader fields, string path)
    {
        var wait = new WaitState(name, fields.Template("Seconds"), fields.Template("Timestamp"));
        if (wait.Seconds is null == wait.Timestamp is null)
            Fault(path, "needs Seconds or Timestamp, one of them");
        return wait;
    }

    private List<StateFlow> Branches(FieldReader fields, string path)
    {
        var branches = fields.Maps("Branches").Select((map, i) => Nested(map, $"{path}.Branches[{i}]")).ToList();
        if (branches.Count == 0)
            Fault(path, "needs Branches");
        return branches;
    }

    private StateFlow Nested(JsonObject map, string path)
    {
        var fields = new FieldReader(map, path, Fault);
        fields.Text("Comment");
        if (fields.Map("ProcessorConfig") is { } config)
        {
            var mode = new FieldReader(config, $"{path}.ProcessorConfig", Fault);
            if (mode.Text("Mode") is not (null or "INLINE"))
                Fault($"{path}.ProcessorConfig.Mode", "must be INLINE; a distributed map is not understood here");
            mode.RefuseOthers();
        }
        var flow = Flow(fields, path);
        fields.RefuseOthers();
        return flow;
    }

    private MapState Map(string name, FieldReader fields, string path)
    {
        var processor = fields.Map("ItemProcessor");
        if (processor is null)
            Fault(path, "needs an ItemProcessor");
        return new MapState(
            name,
            fields.Template("Items"),
            fields.Template("ItemSelector"),
            processor is null ? new StateFlow("", new Dictionary<string, StateDefinition>()) : Nested(processor, $"{path}.ItemProcessor"),
            fields.Template("MaxConcurrency"));
    }

    private PassState Unknown(string name, string? type, string path)
    {
        Fault($"{path}.Type", $"'{type}' is no type of state that is understood here");
        return new PassState(name);
    }

    private List<Assignment> Assignments(FieldReader fields, string path)
    {
        var assignments = new List<Assignment>();
        foreach (var (variable, value) in fields.Map("Assign") ?? [])
        {
            if (variable == "states" || !variable.All(c => char.IsLetterOrDigit(c) || c == '_') || variable.Length is 0 or > 80)
                Fault($"{path}.Assign.{variable}", "is no name for a variable");
            assignments.Add(new Assignment(variable, Template.Read(value, $"{path}.Assign.{variable}", Fault)));
        }
        return assignments;
    }

    private List<Catcher> Catchers(FieldReader fields, string path)
    {
        var catchers = fields.Maps("Catch").Select((map, i) =>
        {
            var at = $"{path}.Catch[{i}]";
            var rule = new FieldReader(map, at, Fault);
            rule.Text("Comment");
            var read = new Catcher(RetryReader.Errors(rule, at, Fault), rule.Text("Next") ?? "", rule.Template("Output"), Assignments(rule, at));
            rule.RefuseOthers();
            return read;
        }).ToList();
        RetryReader.CheckAll([.. catchers.Select(catcher => catcher.ErrorEquals)], $"{path}.Catch", Fault);
        return catchers;
    }

    private string? Transition(FieldReader fields, string path)
    {
        var next = fields.Text("Next");
        var end = fields.Flag("End");
        if (next is null == (end != true))
            Fault(path, "needs either Next or End: true");
        return next;
    }

    private void Fault(string path, string problem) => _faults.Add($"{path} {problem}");
}
