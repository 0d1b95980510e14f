namespace Nonolive.LocalCloud.Jsonata;

/// <summary>The syntax tree: one record per kind of expression.</summary>
internal abstract record JsonataNode(int Position);

internal sealed record LiteralNode(object? Value, int Position) : JsonataNode(Position);

internal sealed record RegexNode(System.Text.RegularExpressions.Regex Pattern, int Position) : JsonataNode(Position);

internal sealed record NameNode(string Name, int Position) : JsonataNode(Position);

/// <summary><c>$name</c>; the empty name is the context, <c>$</c>.</summary>
internal sealed record VariableNode(string Name, int Position) : JsonataNode(Position);

/// <summary><c>*</c> (all values) or <c>**</c> (all descendants).</summary>
internal sealed record WildcardNode(bool Deep, int Position) : JsonataNode(Position);

internal sealed record ArrayNode(IReadOnlyList<JsonataNode> Items, int Position) : JsonataNode(Position);

/// <summary><c>{key: value}</c>, alone or after an expression whose items it groups.</summary>
internal sealed record ObjectNode(JsonataNode? Over, IReadOnlyList<(JsonataNode Key, JsonataNode Value)> Pairs, int Position) : JsonataNode(Position);

internal sealed record NegateNode(JsonataNode Operand, int Position) : JsonataNode(Position);

internal sealed record BinaryNode(string Operator, JsonataNode Left, JsonataNode Right, int Position) : JsonataNode(Position);

internal sealed record ConditionNode(JsonataNode Condition, JsonataNode Then, JsonataNode? Else, int Position) : JsonataNode(Position);

internal sealed record BindNode(string Name, JsonataNode Value, int Position) : JsonataNode(Position);

internal sealed record BlockNode(IReadOnlyList<JsonataNode> Expressions, int Position) : JsonataNode(Position);

internal sealed record LambdaNode(IReadOnlyList<string> Parameters, JsonataNode Body, int Position) : JsonataNode(Position);

internal sealed record CallNode(JsonataNode Function, IReadOnlyList<JsonataNode> Arguments, int Position) : JsonataNode(Position);

/// <summary><c>value ~> function</c>.</summary>
internal sealed record ApplyNode(JsonataNode Value, JsonataNode Function, int Position) : JsonataNode(Position);

/// <summary>An expression that is no path, with predicates after it.</summary>
internal sealed record FilterNode(JsonataNode Inner, IReadOnlyList<JsonataNode> Predicates, int Position) : JsonataNode(Position);

/// <summary><c>expression[]</c>: a single result stays an array.</summary>
internal sealed record KeepArrayNode(JsonataNode Inner, int Position) : JsonataNode(Position);

/// <summary><c>^(>a, b)</c> as a step of a path.</summary>
internal sealed record SortNode(IReadOnlyList<(JsonataNode Key, bool Descending)> Terms, int Position) : JsonataNode(Position);

internal sealed record PathStep(JsonataNode Expression, IReadOnlyList<JsonataNode> Predicates);

internal sealed record PathNode(IReadOnlyList<PathStep> Steps, bool KeepSingleton, int Position) : JsonataNode(Position);
