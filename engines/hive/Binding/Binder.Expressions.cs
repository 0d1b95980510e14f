using System.Globalization;
using Nonolive.Hive.Emit;
using Nonolive.Hive.Grammar;
using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Binding;

/// <summary>Expressions: literals, names, access to nested values, CASE, IN and subqueries.</summary>
internal sealed partial class Binder
{
    private Bound BindExpression(Expr expression, BlockContext block) => expression switch
    {
        LiteralExpr literal => BindLiteral(literal),
        NameExpr name => BindName(name, block),
        FieldExpr access => BindField(access, block),
        IndexExpr access => BindIndex(access, block),
        CallExpr call => BindCall(call, block),
        CastExpr cast => BindCast(cast, block),
        CaseExpr choice => BindCase(choice, block),
        InExpr test => BindIn(test, block),
        IntervalExpr interval => BindInterval(interval, block),
        InQueryExpr test => BindInQuery(test, block),
        ExistsExpr test => new Bound($"EXISTS ({Subquery(test.Query, block).Sql})", HiveType.Boolean),
        ScalarQueryExpr scalar => BindScalar(scalar, block),
        StarExpr star => throw HiveFault.Semantic("'*' stands where an expression is expected.", star.At),
        _ => throw HiveFault.Refused("This expression", expression.At),
    };

    private static Bound BindLiteral(LiteralExpr literal)
    {
        switch (literal.Kind)
        {
            case LiteralKind.Null:
                return new Bound("NULL", HiveType.Void);
            case LiteralKind.Boolean:
                return new Bound(literal.Text, HiveType.Boolean);
            case LiteralKind.Text:
                return new Bound(Sql.Text(literal.Text), HiveType.String) { Literal = literal.Text };
            case LiteralKind.Date:
                return DateOnly.TryParseExact(literal.Text, "yyyy-M-d", out var date) ? new Bound($"DATE '{date:yyyy-MM-dd}'", HiveType.Date)
                    : throw HiveFault.Semantic($"Unable to convert date literal string '{literal.Text}' to a date.", literal.At);
            case LiteralKind.Timestamp:
                return DateTime.TryParseExact(literal.Text, ["yyyy-M-d H:m:s.FFFFFF", "yyyy-M-d H:m:s", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
                    ? new Bound($"TIMESTAMP '{moment:yyyy-MM-dd HH:mm:ss.ffffff}'", HiveType.Timestamp)
                    : throw HiveFault.Semantic($"Unable to convert time literal string '{literal.Text}' to a timestamp.", literal.At);
            default:
                return BindNumber(literal);
        }
    }

    /// <summary>TypeCheckProcFactory.NumExprProcessor: int, else bigint, else decimal without trailing zeros; with an exponent double.</summary>
    private static Bound BindNumber(LiteralExpr literal)
    {
        var text = literal.Text.ToUpperInvariant();
        HiveFault Bad() => HiveFault.Semantic($"Invalid numerical constant {literal.Text}.", literal.At);
        Bound Whole(HiveType type, long low, long high, string digits) =>
            long.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high
                ? new Bound($"CAST({digits} AS {type.DuckDb})", type) { Literal = digits } : throw Bad();
        if (text.EndsWith("BD", StringComparison.Ordinal))
            return Constants.Decimal(text[..^2]) ?? throw Bad();
        switch (text[^1])
        {
            case 'L':
                return Whole(HiveType.BigInt, long.MinValue, long.MaxValue, text[..^1]);
            case 'S':
                return Whole(HiveType.SmallInt, short.MinValue, short.MaxValue, text[..^1]);
            case 'Y':
                return Whole(HiveType.TinyInt, sbyte.MinValue, sbyte.MaxValue, text[..^1]);
            case 'D':
                return new Bound($"CAST('{text[..^1]}' AS DOUBLE)", HiveType.Double) { Literal = text[..^1] };
        }
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var small))
            return new Bound(small < 0 ? $"CAST({small} AS INTEGER)" : Sql.Number(small), HiveType.Int) { Literal = text };
        if (long.TryParse(text, CultureInfo.InvariantCulture, out _))
            return new Bound($"CAST({text} AS BIGINT)", HiveType.BigInt) { Literal = text };
        return text.Contains('E') ? new Bound($"CAST('{text}' AS DOUBLE)", HiveType.Double) { Literal = text } : Constants.Decimal(text) ?? throw Bad();
    }

    private static Bound BindName(NameExpr name, BlockContext block)
    {
        if (block.Aliases is { } aliases && aliases.TryGetValue(name.Name, out var alias))
            return alias;
        for (var scope = block.Scope; scope is not null; scope = scope.Outer)
        {
            var found = scope.Columns.Where(column => column.Name == name.Name && !column.Merged).ToList();
            if (found.Count > 1)
                throw HiveFault.Semantic($"Column {name.Name} found in more than one table or subquery: {string.Join(", ", found.Select(column => column.Table))}.", name.At, "Write table.column.");
            if (found.Count == 1)
                return Use(found[0], block);
        }
        if (name.Name == "grouping__id" && block.GroupKeys.Count > 0)
            return new Bound($"CAST(GROUPING({string.Join(", ", block.GroupKeys)}) AS BIGINT)", HiveType.BigInt) { Name = name.Name };
        if (block.Scope.HasTable(name.Name))
            throw HiveFault.Semantic($"'{name.Name}' is a table, not a column.", name.At);
        throw UnknownColumn(name.Name, block, name.At);
    }

    private static HiveFault UnknownColumn(string name, BlockContext block, int at)
    {
        var known = block.Scope.Columns.Where(column => !column.Hidden).Select(column => column.Name).Distinct().ToList();
        var list = known.Count == 0 ? "there is no FROM clause" : $"possible column names are: {string.Join(", ", known.Take(30))}{(known.Count > 30 ? ", …" : "")}";
        return HiveFault.Semantic($"Invalid table alias or column reference '{name}': ({list})", at, Closest.Hint(name, known));
    }

    private static Bound Use(ScopeColumn column, BlockContext block)
    {
        column.Scan?.Need(column.Name);
        block.Seen?.Add(column);
        if (block.Work is { } work)
            work.Add(column.Work);
        else
            column.Work.Use();
        return new Bound(column.Sql, column.Type) { Column = column, Name = column.Name };
    }

    private static void Demand(JsonField field, BlockContext block)
    {
        if (block.Work is { } work)
            work.Add(field);
        else
            field.Used = true;
    }

    private Bound BindField(FieldExpr access, BlockContext block)
    {
        if (access.Base is NameExpr table)
        {
            for (var scope = block.Scope; scope is not null; scope = scope.Outer)
            {
                if (!scope.HasTable(table.Name))
                    continue;
                var found = scope.Columns.Where(column => column.Table == table.Name && column.Name == access.Name).ToList();
                if (found.Count > 1)
                    throw HiveFault.Semantic($"Ambiguous column reference {access.Name} in {table.Name}.", access.At);
                if (found.Count == 1)
                    return Use(found[0], block);
                if (!scope.Columns.Any(column => column.Name == table.Name && column.Type.Kind == HiveKind.Struct))
                    throw HiveFault.Semantic($"Invalid column reference '{access.Name}' in table {table.Name}.", access.At, Closest.Hint(access.Name, scope.Columns.Where(column => column.Table == table.Name).Select(column => column.Name)));
            }
        }
        var value = BindExpression(access.Base, block);
        if (value.Type.Kind == HiveKind.Struct && FindField(value.Type, access.Name) is { } part)
            return new Bound($"struct_extract({value.Sql}, {Sql.Text(part.Name)})", part.Type) { Name = access.Name };
        if (value.Type is { Kind: HiveKind.Array, Element.Kind: HiveKind.Struct } && FindField(value.Type.Element!, access.Name) is { } inner)
            return new Bound($"list_transform({value.Sql}, lambda s: struct_extract(s, {Sql.Text(inner.Name)}))", HiveType.Array(inner.Type)) { Name = access.Name };
        throw HiveFault.Semantic(value.Type.Kind == HiveKind.Struct ? $"There is no field '{access.Name}' in {value.Type}." : $"'.' Operator is only supported on struct or list of struct types, not on {value.Type}.", access.At);
    }

    private static HiveField? FindField(HiveType type, string name) => type.Fields.FirstOrDefault(part => part.Name == name);

    private Bound BindIndex(IndexExpr access, BlockContext block)
    {
        var value = BindExpression(access.Base, block);
        var index = BindExpression(access.Index, block);
        switch (value.Type.Kind)
        {
            case HiveKind.Array when index.Type.IsInteger:
                // Hive counts from 0; what lies outside is NULL.
                var position = int.TryParse(index.Literal, out var constant)
                    ? constant >= 0 ? Sql.Number(constant + 1L) : "NULL" : $"CASE WHEN {index.Sql} >= 0 THEN {index.Sql} + 1 END";
                return new Bound($"list_extract({value.Sql}, {position})", value.Type.Element!);
            case HiveKind.Map:
                return new Bound($"map_extract_value({value.Sql}, {ConvertTo(index, value.Type.Key!, access.At, "map key").Sql})", value.Type.Element!);
            case HiveKind.Array:
                throw HiveFault.Semantic($"Non-constant or non-integer expression of type {index.Type} as array index.", access.At);
            default:
                throw HiveFault.Semantic($"[] not allowed on non-collection type {value.Type}.", access.At);
        }
    }

    private Bound BindCast(CastExpr cast, BlockContext block)
    {
        var value = BindExpression(cast.Value, block);
        if (value.Type.Equals(cast.Type))
            return value with { Column = null };
        if (cast.Type.Kind == HiveKind.Decimal && Constants.Cast(value, cast.Type) is { } constant)
            return constant;
        return Casts.Convert(value.Sql, value.Type, cast.Type) is { } sql
            ? new Bound(sql, cast.Type) { Name = null }
            : throw HiveFault.Semantic($"Hive has no cast from {value.Type} to {cast.Type}.", cast.At);
    }

    private Bound BindCase(CaseExpr choice, BlockContext block)
    {
        var operand = choice.Operand is null ? null : BindExpression(choice.Operand, block);
        var whens = choice.Branches.Select(branch => BindExpression(branch.When, block)).ToList();
        var thens = choice.Branches.Select(branch => BindExpression(branch.Then, block)).ToList();
        if (choice.Else is not null)
            thens.Add(BindExpression(choice.Else, block));
        var type = thens.Select(then => then.Type).Aggregate((a, b) => TypeRules.Common(a, b)
            ?? throw HiveFault.Semantic($"The expressions after THEN and ELSE should have the same type: {a} is expected but {b} is found.", choice.At));
        HiveType? tested = null;
        if (operand is not null)
        {
            tested = whens.Select(when => when.Type).Aggregate(operand.Type, (a, b) => TypeRules.Common(a, b)
                ?? throw HiveFault.Semantic($"CASE compares {a} with {b}.", choice.At));
        }
        var sql = "CASE";
        if (operand is not null)
            sql += " " + ConvertTo(operand, tested!, choice.At).Sql;
        for (var branch = 0; branch < whens.Count; branch++)
        {
            if (operand is null && whens[branch].Type.Kind is not (HiveKind.Boolean or HiveKind.Void))
                throw HiveFault.Semantic($"The expression after WHEN should be boolean, but {whens[branch].Type} is found.", choice.Branches[branch].When.At);
            sql += $" WHEN {ConvertTo(whens[branch], tested ?? HiveType.Boolean, choice.At).Sql} THEN {ConvertTo(thens[branch], type, choice.At).Sql}";
        }
        if (choice.Else is not null)
            sql += $" ELSE {ConvertTo(thens[^1], type, choice.At).Sql}";
        return new Bound(sql + " END", type);
    }

    private Bound BindIn(InExpr test, BlockContext block)
    {
        var value = BindExpression(test.Value, block);
        var options = test.Options.Select(option => BindExpression(option, block)).ToList();
        var type = options.Select(option => option.Type).Aggregate(value.Type, (a, b) => TypeRules.Common(a, b)
            ?? throw HiveFault.Semantic($"The arguments for IN should be the same type! Types are: {{{a} IN ({b})}}", test.At));
        var list = string.Join(", ", options.Select(option => ConvertTo(option, type, test.At).Sql));
        return new Bound($"({ConvertTo(value, type, test.At).Sql} {(test.Not ? "NOT IN" : "IN")} ({list}))", HiveType.Boolean);
    }

    private BoundQuery Subquery(Query query, BlockContext block)
    {
        block.SawSubquery = true;
        var bound = BindQuery(query, block.Scope);
        UseAll(bound.Columns);
        return bound;
    }

    private Bound BindInQuery(InQueryExpr test, BlockContext block)
    {
        var value = BindExpression(test.Value, block);
        var query = Subquery(test.Query, block);
        if (query.Columns is not [var column])
            throw HiveFault.Semantic($"SubQuery can contain only 1 item in Select List, not {query.Columns.Count}.", test.At);
        var type = TypeRules.ForComparison(value.Type, column.Type) ?? throw HiveFault.Semantic($"IN cannot compare {value.Type} with {column.Type}.", test.At);
        var alias = NextAlias("s");
        var raw = $"{alias}.{Sql.Name(column.SqlName)}";
        // Hive looks for NULL among the values as they are, before their conversion: what is no number matches nothing.
        string Number(string sql, string unconverted, HiveType from) => from.IsText && type.Kind == HiveKind.Double
            ? $"coalesce({sql}, CASE WHEN {unconverted} IS NOT NULL THEN 'nan'::DOUBLE END)" : sql;
        var inner = type.Equals(column.Type) ? query.Sql : $"SELECT {Number(Casts.Convert(raw, column.Type, type)!, raw, column.Type)} FROM ({query.Sql}) {alias}";
        var sought = Number(ConvertTo(value, type, test.At).Sql, value.Sql, value.Type);
        return new Bound($"({sought} {(test.Not ? "NOT IN" : "IN")} ({inner}))", HiveType.Boolean);
    }

    private Bound BindScalar(ScalarQueryExpr scalar, BlockContext block)
    {
        var query = Subquery(scalar.Query, block);
        return query.Columns is [var column] ? new Bound($"({query.Sql})", column.Type)
            : throw HiveFault.Semantic($"SubQuery can contain only 1 item in Select List, not {query.Columns.Count}.", scalar.At);
    }
}
