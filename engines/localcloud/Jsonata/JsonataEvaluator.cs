namespace Nonolive.LocalCloud.Jsonata;

/// <summary>Computes an expression. The rules for paths, sequences and missing values follow https://docs.jsonata.org/processing.</summary>
internal sealed class JsonataEvaluator
{
    // Deep enough for any expression a person writes, and short of the machine's stack.
    private const int DeepestNesting = 400;
    private const int LongestRange = 1_000_000;
    private int _depth;

    public object? Evaluate(JsonataNode node, object? input, JsonataFrame frame)
    {
        if (++_depth > DeepestNesting)
            throw new JsonataException("the expression nests too deeply", node.Position);
        try
        {
            return Unwrap(Compute(node, input, frame));
        }
        finally
        {
            _depth--;
        }
    }

    // A sequence of one is its item, and of none is nothing.
    private static object? Unwrap(object? value) => value is not JsonataArray { IsSequence: true } sequence
        ? value
        : sequence.Count switch
        {
            0 => Undefined.Value,
            1 when !sequence.KeepSingleton => sequence[0],
            _ => sequence,
        };

    private object? Compute(JsonataNode node, object? input, JsonataFrame frame) => node switch
    {
        LiteralNode literal => literal.Value,
        RegexNode regex => regex.Pattern,
        VariableNode { Name: "" } => input,
        VariableNode variable => frame.Lookup(variable.Name),
        NameNode name => JsonataLookup.Field(input, name.Name),
        WildcardNode wildcard => JsonataLookup.Values(input, wildcard.Deep),
        PathNode path => Path(path, input, frame),
        FilterNode filter => Filtered(Evaluate(filter.Inner, input, frame), filter.Predicates, frame),
        KeepArrayNode keep => Kept(Compute(keep.Inner, input, frame)),
        ArrayNode array => Array(array, input, frame),
        ObjectNode { Over: null } map => Group(map, input, frame),
        ObjectNode map => Group(map, Evaluate(map.Over!, input, frame), frame),
        NegateNode negate => Negate(Evaluate(negate.Operand, input, frame), negate.Position),
        BinaryNode { Operator: "and" } and => JsonataValues.Truth(Evaluate(and.Left, input, frame)) && JsonataValues.Truth(Evaluate(and.Right, input, frame)),
        BinaryNode { Operator: "or" } or => JsonataValues.Truth(Evaluate(or.Left, input, frame)) || JsonataValues.Truth(Evaluate(or.Right, input, frame)),
        BinaryNode { Operator: ".." } range => Range(Evaluate(range.Left, input, frame), Evaluate(range.Right, input, frame), range.Position),
        BinaryNode binary => JsonataOperators.Apply(binary.Operator, Evaluate(binary.Left, input, frame), Evaluate(binary.Right, input, frame), binary.Position),
        ConditionNode condition => JsonataValues.Truth(Evaluate(condition.Condition, input, frame))
            ? Evaluate(condition.Then, input, frame)
            : condition.Else is null ? Undefined.Value : Evaluate(condition.Else, input, frame),
        BindNode bind => frame.Bind(bind.Name, Evaluate(bind.Value, input, frame)),
        BlockNode block => Block(block, input, new JsonataFrame(frame)),
        LambdaNode lambda => new Closure(this, lambda, input, frame),
        CallNode call => Call(call.Function, [.. call.Arguments.Select(argument => Evaluate(argument, input, frame))], input, frame, call.Position),
        ApplyNode apply => Apply(apply, input, frame),
        _ => throw new JsonataException($"{node.GetType().Name} stands where it cannot", node.Position),
    };

    private object? Path(PathNode path, object? input, JsonataFrame frame)
    {
        var absolute = path.Steps[0].Expression is VariableNode or FilterNode { Inner: VariableNode };
        var sequence = input is JsonataArray array && !absolute ? array : [input];
        object? result = Undefined.Value;
        for (var i = 0; i < path.Steps.Count; i++)
        {
            var step = path.Steps[i];
            if (i == 0 && step.Expression is ArrayNode first && step.Predicates.Count == 0)
                result = Marked(Evaluate(first, input, frame));
            else
                result = step.Expression is SortNode sort
                    ? JsonataArray.Sequence(Sorted(sort, sequence, frame))
                    : Step(step, sequence, i == path.Steps.Count - 1, frame);
            if (result is not JsonataArray { Count: > 0 } next)
            {
                if (result is Undefined or JsonataArray)
                    break;
                next = [result];
            }
            sequence = next;
        }
        return path.KeepSingleton ? Kept(result) : result;
    }

    private JsonataArray Step(PathStep step, JsonataArray input, bool last, JsonataFrame frame)
    {
        var results = new List<object?>();
        foreach (var item in input)
        {
            var value = Filtered(Evaluate(step.Expression, item, frame), step.Predicates, frame);
            if (value is not Undefined)
                results.Add(step.Expression is ArrayNode && last ? Marked(value) : value);
        }
        if (last && results is [JsonataArray { IsSequence: false } only])
            return only;
        var sequence = JsonataArray.Sequence();
        foreach (var value in results)
        {
            if (value is JsonataArray { IsConstructed: false } many)
                sequence.AddRange(many);
            else
                sequence.Add(value);
        }
        return sequence;
    }

    private static object? Marked(object? value)
    {
        if (value is JsonataArray array)
            array.IsConstructed = true;
        return value;
    }

    private static object? Kept(object? value)
    {
        if (value is not JsonataArray array)
            return value;
        var kept = array.IsSequence ? array : JsonataArray.Sequence(array.IsConstructed ? [array] : array);
        kept.KeepSingleton = true;
        return kept;
    }

    private object? Filtered(object? value, IReadOnlyList<JsonataNode> predicates, JsonataFrame frame)
    {
        foreach (var predicate in predicates)
            value = Unwrap(Filter(value, predicate, frame));
        return value;
    }

    private object? Filter(object? value, JsonataNode predicate, JsonataFrame frame)
    {
        var items = value switch { JsonataArray array => array, Undefined => [], _ => [value] };
        if (predicate is LiteralNode { Value: double index })
        {
            var at = Index(index, items.Count);
            return at < 0 || at >= items.Count ? Undefined.Value : items[at];
        }
        var results = JsonataArray.Sequence();
        for (var i = 0; i < items.Count; i++)
        {
            var chosen = Evaluate(predicate, items[i], frame);
            var keep = chosen switch
            {
                double number => Index(number, items.Count) == i,
                JsonataArray { Count: > 0 } many when many.All(n => n is double) => many.Any(n => Index((double)n!, items.Count) == i),
                _ => JsonataValues.Truth(chosen),
            };
            if (keep)
                results.Add(items[i]);
        }
        return results;
    }

    private static int Index(double number, int count)
    {
        var index = (int)Math.Clamp(Math.Floor(number), int.MinValue / 2, int.MaxValue / 2);
        return index < 0 ? index + count : index;
    }

    private JsonataArray Array(ArrayNode node, object? input, JsonataFrame frame)
    {
        var result = new JsonataArray();
        foreach (var item in node.Items)
        {
            var value = Evaluate(item, input, frame);
            if (value is JsonataArray many && item is not ArrayNode)
                result.AddRange(many);
            else if (value is not Undefined)
                result.Add(value);
        }
        return result;
    }

    private JsonataObject Group(ObjectNode node, object? over, JsonataFrame frame)
    {
        var items = over switch { JsonataArray array => array, _ => [over] };
        if (items.Count == 0)
            items = [Undefined.Value];
        var groups = new OrderedDictionary<string, (JsonataArray Items, int Pair)>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            for (var pair = 0; pair < node.Pairs.Count; pair++)
            {
                var key = Evaluate(node.Pairs[pair].Key, item, frame);
                if (key is Undefined)
                    continue;
                if (key is not string name)
                    throw new JsonataException($"a key must be a string and is {JsonataValues.NameOf(key)}", node.Pairs[pair].Key.Position);
                if (!groups.TryGetValue(name, out var group))
                    groups[name] = (item is JsonataArray inner ? [.. inner] : item is Undefined ? [] : [item], pair);
                else if (group.Pair != pair)
                    throw new JsonataException($"two pairs give the key '{name}'", node.Pairs[pair].Key.Position);
                else
                    group.Items.Add(item);
            }
        }
        var result = new JsonataObject();
        foreach (var (name, (members, pair)) in groups)
        {
            object? context = members.Count switch { 0 => Undefined.Value, 1 => members[0], _ => members };
            var value = Evaluate(node.Pairs[pair].Value, context, frame);
            if (value is not Undefined)
                result[name] = value;
        }
        return result;
    }

    private IEnumerable<object?> Sorted(SortNode sort, JsonataArray items, JsonataFrame frame)
    {
        var rows = items.Select(item => (Item: item, Keys: sort.Terms.Select(term => Evaluate(term.Key, item, frame)).ToArray())).ToList();
        return rows.Order(Comparer<(object? Item, object?[] Keys)>.Create((a, b) =>
        {
            for (var i = 0; i < sort.Terms.Count; i++)
            {
                var order = JsonataOperators.CompareForSort(a.Keys[i], b.Keys[i], sort.Position);
                if (order != 0)
                    return sort.Terms[i].Descending ? -order : order;
            }
            return 0;
        })).Select(row => row.Item);
    }

    private static object Negate(object? value, int position) => value switch
    {
        Undefined => value,
        double number => -number,
        _ => throw new JsonataException($"{JsonataValues.NameOf(value)} cannot be negated", position),
    };

    private static object Range(object? from, object? to, int position)
    {
        foreach (var end in new[] { from, to })
        {
            if (end is not Undefined and not double || (end is double number && Math.Floor(number) != number))
                throw new JsonataException($"both ends of a range must be whole numbers; one is {JsonataValues.NameOf(end)}", position);
        }
        if (from is not double first || to is not double last || first > last)
            return Undefined.Value;
        if (last - first >= LongestRange)
            throw new JsonataException($"a range of more than {LongestRange} numbers", position);
        return JsonataArray.Sequence(Enumerable.Range(0, (int)(last - first) + 1).Select(i => (object?)(first + i)));
    }

    private object? Block(BlockNode block, object? input, JsonataFrame frame)
    {
        object? result = Undefined.Value;
        foreach (var expression in block.Expressions)
            result = Evaluate(expression, input, frame);
        return result;
    }

    private object? Apply(ApplyNode apply, object? input, JsonataFrame frame)
    {
        var value = Evaluate(apply.Value, input, frame);
        if (apply.Function is CallNode call)
            return Call(call.Function, [value, .. call.Arguments.Select(argument => Evaluate(argument, input, frame))], input, frame, call.Position);
        if (value is IJsonataFunction)
            throw new JsonataException("composing two functions with '~>' is outside of the subset of JSONata that is understood here", apply.Position);
        return Call(apply.Function, [value], input, frame, apply.Position);
    }

    private object? Call(JsonataNode function, IReadOnlyList<object?> arguments, object? input, JsonataFrame frame, int position)
    {
        var target = Evaluate(function, input, frame);
        return target is IJsonataFunction callable
            ? callable.Call(arguments, input, position)
            : throw new JsonataException($"{JsonataValues.NameOf(target)} is called as a function", position);
    }

    private sealed class Closure(JsonataEvaluator evaluator, LambdaNode lambda, object? input, JsonataFrame frame) : IJsonataFunction
    {
        public int Arity => lambda.Parameters.Count;

        public object? Call(IReadOnlyList<object?> arguments, object? context, int position)
        {
            var inner = new JsonataFrame(frame);
            for (var i = 0; i < lambda.Parameters.Count; i++)
                inner.Bind(lambda.Parameters[i], i < arguments.Count ? arguments[i] : Undefined.Value);
            return evaluator.Evaluate(lambda.Body, input, inner);
        }
    }
}
