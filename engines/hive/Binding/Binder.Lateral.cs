using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>LATERAL VIEW over table-generating functions: DuckDB unnests lists beside each row.</summary>
internal sealed partial class Binder
{
    private static readonly HashSet<string> TableFunctions =
        ["explode", "posexplode", "inline", "stack", "json_tuple", "parse_url_tuple"];

    private static readonly string[] UrlParts = ["HOST", "PATH", "QUERY", "REF", "PROTOCOL", "AUTHORITY", "FILE", "USERINFO"];

    /// <summary>Columns of a table function: what it gives for each row, as a list to unnest or as one value.</summary>
    private sealed record Generated(IReadOnlyList<(string Name, HiveType Type, string Sql)> Columns, bool OneRow)
    {
        /// <value>The JSON field behind each column; none where they come from elsewhere.</value>
        public IReadOnlyList<JsonField> Fields { get; init; } = [];
    }

    private static ColumnWork WorkOf(Generated generated, int index)
    {
        var work = new ColumnWork();
        if (generated.Fields.Count > 0)
            work.Add(generated.Fields[index]);
        else if (generated.OneRow)
            work.AddExpression(generated.Columns[index].Sql);
        return work;
    }

    /// <summary>The fields are read once a row beside the source, or, where json_tuple stands behind a join, where they are used.</summary>
    private Generated JsonTuple(CallExpr call, FromPart left, BlockContext block)
    {
        var arguments = call.Arguments.Select(argument => ConvertTo(BindExpression(argument, block), HiveType.String, call.At).Sql).ToList();
        string Extraction(IReadOnlyList<string?> keys) => JsonExtraction.Tuple(arguments[0], keys);
        JsonFields fields;
        if (left is Source source && block.Seen!.All(block.Scope.Columns.Contains))
        {
            fields = ComputeFields(source, Extraction);
        }
        else
        {
            fields = NewFields(Extraction);
            fields.Record = fields.Placeholder;
        }
        var found = arguments.Skip(1).Select(fields.Find).ToList();
        return new Generated([.. found.Select((field, index) => ($"c{index}", HiveType.String, JsonExtraction.Member(fields.Record, field.Position)))], true)
        {
            Fields = [.. found.Select(field => field.Field)],
        };
    }

    private FromPart BindLateral(LateralItem item, Scope scope)
    {
        var left = BindFrom(item.Left, scope);
        CheckAlias(item.Alias, scope, item.At);
        var block = new BlockContext(scope) { Place = "LATERAL VIEW", Seen = [] };
        var generated = item.Function is { Name: "json_tuple", Arguments.Count: > 1 } ? JsonTuple(item.Function, left, block) : Generate(item.Function, block);
        if (item.Columns.Count > 0 && item.Columns.Count != generated.Columns.Count)
        {
            throw HiveFault.Semantic($"The number of aliases supplied in the AS clause does not match the number of columns output by the UDTF: expected {generated.Columns.Count} aliases but got {item.Columns.Count}.",
                item.Function.At);
        }
        var alias = NextAlias("v");
        var names = generated.Columns.Select((column, index) => item.Columns.Count > 0 ? item.Columns[index] : column.Name).ToList();
        scope.Columns.AddRange(generated.Columns.Select((column, index) =>
            new ScopeColumn(item.Alias, names[index], column.Type, generated.OneRow ? column.Sql : $"{alias}.{Sql.Name(names[index])}", WorkOf(generated, index))));
        if (generated.OneRow)
            return left;
        var list = string.Join(", ", generated.Columns.Select((column, index) => $"unnest({column.Sql}) AS {Sql.Name(names[index])}"));
        return new Text(() => $"{left.Render()} {(item.Outer ? "LEFT JOIN" : "CROSS JOIN")} LATERAL (SELECT {list}) AS {alias}{(item.Outer ? " ON true" : "")}");
    }

    private Generated Generate(CallExpr call, BlockContext block)
    {
        var arguments = call.Arguments.Select(argument => BindExpression(argument, block)).ToList();
        HiveFault Wrong(string wanted) => HiveFault.Semantic($"{call.Name}() takes {wanted}.", call.At);
        switch (call.Name)
        {
            case "explode" when arguments is [{ Type.Kind: HiveKind.Array } list]:
                return new Generated([("col", list.Type.Element!, list.Sql)], false);
            case "explode" when arguments is [{ Type.Kind: HiveKind.Map } map]:
                return new Generated([("key", map.Type.Key!, $"map_keys({map.Sql})"), ("value", map.Type.Element!, $"map_values({map.Sql})")], false);
            case "posexplode" when arguments is [{ Type.Kind: HiveKind.Array } list]:
                return new Generated([("pos", HiveType.Int, $"list_transform(range(len({list.Sql})), lambda i: CAST(i AS INTEGER))"), ("val", list.Type.Element!, list.Sql)], false);
            case "posexplode" when arguments is [{ Type.Kind: HiveKind.Map } map]:
                return new Generated([("pos", HiveType.Int, $"list_transform(range(len(map_keys({map.Sql}))), lambda i: CAST(i AS INTEGER))"),
                    ("key", map.Type.Key!, $"map_keys({map.Sql})"), ("value", map.Type.Element!, $"map_values({map.Sql})")], false);
            case "inline" when arguments is [{ Type: { Kind: HiveKind.Array, Element.Kind: HiveKind.Struct } } list]:
                return new Generated([.. list.Type.Element!.Fields.Select(part =>
                    (part.Name, part.Type, $"list_transform({list.Sql}, lambda s: struct_extract(s, {Sql.Text(part.Name)}))"))], false);
            case "stack" when arguments.Count > 1 && int.TryParse(arguments[0].Literal, out var rows) && rows > 0:
                return Stack(rows, arguments.Skip(1).ToList(), call);
            case "parse_url_tuple" when arguments.Count > 1:
                return new Generated([.. arguments.Skip(1).Select((part, index) => ($"c{index}", HiveType.String, UrlPart(arguments[0], part, call)))], true);
            case "explode":
                throw Wrong("one array or map");
            case "posexplode" or "inline" or "stack" or "json_tuple" or "parse_url_tuple":
                throw Wrong(call.Name switch { "inline" => "one array of structs", "stack" => "a constant number of rows and their values", _ => "other arguments" });
            default:
                throw HiveFault.Semantic($"'{call.Name}' is no table-generating function.", call.At, Closest.Hint(call.Name, TableFunctions));
        }
    }

    private static string UrlPart(Bound url, Bound part, CallExpr call)
    {
        var text = ConvertTo(url, HiveType.String, call.At).Sql;
        if (part.Literal is { } literal && literal.StartsWith("QUERY:", StringComparison.Ordinal))
            return $"hv_parse_url_key({text}, 'QUERY', {Sql.Text(literal[6..])})";
        return part.Literal is { } name && UrlParts.Contains(name) ? $"hv_parse_url({text}, {Sql.Text(name)})"
            : throw HiveFault.Semantic($"parse_url_tuple knows {string.Join(", ", UrlParts)} and QUERY:<key>.", call.At);
    }

    private static Generated Stack(int rows, List<Bound> values, CallExpr call)
    {
        var width = (values.Count + rows - 1) / rows;
        var columns = new List<(string, HiveType, string)>();
        for (var column = 0; column < width; column++)
        {
            var cells = Enumerable.Range(0, rows).Select(row => row * width + column < values.Count ? values[row * width + column] : new Bound("NULL", HiveType.Void)).ToList();
            var type = cells.Select(cell => cell.Type).Aggregate((a, b) => TypeRules.Common(a, b)
                ?? throw HiveFault.Semantic($"stack() mixes {a} and {b} in one column.", call.At));
            columns.Add(($"col{column}", type, $"[{string.Join(", ", cells.Select(cell => ConvertTo(cell, type, call.At).Sql))}]"));
        }
        return new Generated(columns, false);
    }
}
