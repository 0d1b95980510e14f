using Nonolive.LocalCloud.Jsonata;

namespace Nonolive.LocalCloud.StateMachines.Definition;

/// <summary>Finds the names in one expression that mean nothing where it stands.</summary>
/// <param name="variables">The machine's variables in scope.</param>
/// <param name="states">The fields of $states that exist there.</param>
internal sealed class ExpressionWalker(HashSet<string> variables, string[] states)
{
    private readonly List<(string Problem, int Position)> _problems = [];
    private readonly HashSet<string> _local = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Problem, int Position)> Check(JsonataNode root)
    {
        Walk(root, inContext: false);
        return _problems;
    }

    // A state's expression has no input document: fields and $ mean something only inside of a path, a predicate or a grouping.
    private void Walk(JsonataNode node, bool inContext)
    {
        switch (node)
        {
            case NameNode name when !inContext:
                _problems.Add(($"'{name.Name}' stands where there is no object to take it from; write $states.input.{name.Name}", name.Position));
                break;
            case WildcardNode when !inContext:
                _problems.Add(("a wildcard stands where there is no object", node.Position));
                break;
            case VariableNode variable:
                Variable(variable, inContext);
                break;
            case PathNode path:
                States(path);
                for (var i = 0; i < path.Steps.Count; i++)
                {
                    Walk(path.Steps[i].Expression, inContext || i > 0);
                    All(path.Steps[i].Predicates, true);
                }
                break;
            case SortNode sort:
                All(sort.Terms.Select(term => term.Key), true);
                break;
            case FilterNode filter:
                Walk(filter.Inner, inContext);
                All(filter.Predicates, true);
                break;
            case KeepArrayNode keep:
                Walk(keep.Inner, inContext);
                break;
            case ArrayNode array:
                All(array.Items, inContext);
                break;
            case ObjectNode map:
                if (map.Over is not null)
                    Walk(map.Over, inContext);
                All(map.Pairs.SelectMany(pair => new[] { pair.Key, pair.Value }), inContext || map.Over is not null);
                break;
            case NegateNode negate:
                Walk(negate.Operand, inContext);
                break;
            case BinaryNode binary:
                All([binary.Left, binary.Right], inContext);
                break;
            case ConditionNode condition:
                All([condition.Condition, condition.Then, .. condition.Else is null ? Array.Empty<JsonataNode>() : [condition.Else]], inContext);
                break;
            case BindNode bind:
                // Bound first: a function may call itself.
                _local.Add(bind.Name);
                Walk(bind.Value, inContext);
                break;
            case BlockNode block:
                All(block.Expressions, inContext);
                break;
            case LambdaNode lambda:
                _local.UnionWith(lambda.Parameters);
                Walk(lambda.Body, inContext);
                break;
            case ApplyNode apply:
                Walk(apply.Value, inContext);
                if (apply.Function is CallNode applied)
                    Call(applied, applied.Arguments.Count + 1, inContext);
                else
                    Walk(apply.Function, inContext);
                break;
            case CallNode call:
                Call(call, call.Arguments.Count, inContext);
                break;
        }
    }

    private void All(IEnumerable<JsonataNode> nodes, bool inContext)
    {
        foreach (var node in nodes)
            Walk(node, inContext);
    }

    private void Call(CallNode call, int count, bool inContext)
    {
        if (call.Function is VariableNode { Name: var name } && !_local.Contains(name) && JsonataBuiltins.Find(name) is { } builtin)
        {
            try
            {
                builtin.CheckCount(count, call.Position);
            }
            catch (JsonataException e)
            {
                _problems.Add((e.Problem, e.Position));
            }
        }
        else
        {
            Walk(call.Function, inContext);
        }
        All(call.Arguments, inContext);
    }

    private void Variable(VariableNode variable, bool inContext)
    {
        switch (variable.Name)
        {
            case "":
                if (!inContext)
                    _problems.Add(("'$' stands where there is no context; write $states.input", variable.Position));
                break;
            case "$":
                _problems.Add(("'$$' is not available in a state machine", variable.Position));
                break;
            case "states":
                break;
            default:
                if (!_local.Contains(variable.Name) && !variables.Contains(variable.Name) && JsonataBuiltins.Find(variable.Name) is null)
                    _problems.Add(($"${variable.Name} is neither a variable assigned in scope nor a function that is understood here", variable.Position));
                break;
        }
    }

    private void States(PathNode path)
    {
        if (path.Steps is [{ Expression: VariableNode { Name: "states" } }, { Expression: NameNode field }, ..] && !states.Contains(field.Name))
            _problems.Add(($"$states.{field.Name} does not exist here; there are {string.Join(", ", states)}", field.Position));
    }
}
