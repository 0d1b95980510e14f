namespace Nonolive.LocalCloud.Jsonata;

/// <summary>How the pieces of a path come together while it is parsed: steps, predicates, sorting and <c>[]</c>.</summary>
internal static class JsonataPaths
{
    public static PathNode OfName(JsonataNode name) => new([new PathStep(name, [])], false, name.Position);

    public static PathNode Step(JsonataNode left, JsonataNode right, int position)
    {
        var path = AsPath(left);
        if (right is LiteralNode { Value: not string } literal)
            throw new JsonataException($"{JsonataValues.NameOf(literal.Value)} cannot be a step of a path", literal.Position);
        return right switch
        {
            PathNode more => new PathNode([.. path.Steps, .. more.Steps], path.KeepSingleton || more.KeepSingleton, position),
            // A quoted name is a field: a."odd name".
            LiteralNode { Value: string name } => path with { Steps = [.. path.Steps, new PathStep(new NameNode(name, right.Position), [])] },
            FilterNode filter => path with { Steps = [.. path.Steps, new PathStep(filter.Inner, filter.Predicates)] },
            KeepArrayNode keep => Step(left, keep.Inner, position) with { KeepSingleton = true },
            _ => path with { Steps = [.. path.Steps, new PathStep(right, [])] },
        };
    }

    public static JsonataNode Filter(JsonataNode left, JsonataNode predicate, int position)
    {
        switch (left)
        {
            case ObjectNode { Over: not null }:
                throw new JsonataException("a predicate cannot follow a grouping", position);
            case PathNode path:
                var last = path.Steps[^1];
                return path with { Steps = [.. path.Steps.SkipLast(1), last with { Predicates = [.. last.Predicates, predicate] }] };
            case FilterNode filter:
                return filter with { Predicates = [.. filter.Predicates, predicate] };
            case KeepArrayNode keep:
                return keep with { Inner = Filter(keep.Inner, predicate, position) };
            default:
                return new FilterNode(left, [predicate], left.Position);
        }
    }

    public static JsonataNode KeepArray(JsonataNode left, int position) =>
        left is PathNode path ? path with { KeepSingleton = true } : new KeepArrayNode(left, position);

    public static PathNode Sort(JsonataNode left, IReadOnlyList<(JsonataNode Key, bool Descending)> terms, int position)
    {
        var path = AsPath(left);
        return path with { Steps = [.. path.Steps, new PathStep(new SortNode(terms, position), [])] };
    }

    private static PathNode AsPath(JsonataNode node) => node switch
    {
        PathNode path => path,
        LiteralNode { Value: string name } => OfName(new NameNode(name, node.Position)),
        KeepArrayNode keep => AsPath(keep.Inner) with { KeepSingleton = true },
        _ => new PathNode([new PathStep(node, [])], false, node.Position),
    };
}
