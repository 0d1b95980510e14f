using System.Globalization;
using Nonolive.Replication.Definition;
using Nonolive.Replication.Types;

namespace Nonolive.Replication.Mapping;

/// <summary>One condition of a filter; the texts are literals as the rule writes them.</summary>
internal sealed record FilterCondition(string Operator, string? Value, string? Start, string? End);

/// <summary>
/// Which rows of a table are captured: any of the conditions must hold. In the full load PostgreSQL evaluates it, on
/// changes this class does, by the column's kind; text compares byte by byte in both.
/// </summary>
internal sealed record RowFilter(string Column, IReadOnlyList<FilterCondition> Conditions)
{
    public static RowFilter? Parse(PropertyBag bag)
    {
        bag.Choice("filter-type", "source", ("source", "source"));
        var column = bag.RequiredText("column-name");
        var conditions = new List<FilterCondition>();
        foreach (var section in bag.Sections("filter-conditions"))
        {
            var name = section.Choice("filter-operator", "",
                ("eq", "="), ("noteq", "<>"), ("gte", ">="), ("ste", "<="), ("lte", "<="), ("between", "between"), ("notbetween", "not between"),
                ("null", "is null"), ("notnull", "is not null"));
            var condition = new FilterCondition(name, Literal(section, "value"), Literal(section, "start-value"), Literal(section, "end-value"));
            var complete = name switch
            {
                "between" or "not between" => condition is { Start: not null, End: not null, Value: null },
                "is null" or "is not null" => condition is { Start: null, End: null, Value: null },
                _ => condition is { Start: null, End: null, Value: not null },
            };
            if (name.Length > 0 && !complete)
            {
                bag.Faults.Add(ReplicationErrors.Contradiction(
                    section.Where, "its values do not fit its filter-operator", "between takes start-value and end-value, null none, others value."));
            }
            section.End();
            conditions.Add(condition);
        }
        if (conditions.Count == 0)
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "filter-conditions"));
        if (conditions.Count(condition => condition.Operator is "<>" or "not between" or "is not null") > 1)
            bag.Faults.Add(ReplicationErrors.Contradiction(bag.Where, "DMS allows one negative operator in a filter", "Split the filter."));
        bag.End();
        return new RowFilter(column, conditions);
    }

    /// <summary>The filter as a condition of PostgreSQL.</summary>
    public string ToSql(bool isText)
    {
        var column = Sql.Identifier(Column) + (isText ? " COLLATE \"C\"" : "");
        return "(" + string.Join(" OR ", Conditions.Select(condition => condition.Operator switch
        {
            "between" or "not between" => $"{column} {condition.Operator} {Sql.Literal(condition.Start!)} AND {Sql.Literal(condition.End!)}",
            "is null" or "is not null" => $"{column} {condition.Operator}",
            _ => $"{column} {condition.Operator} {Sql.Literal(condition.Value!)}",
        })) + ")";
    }

    /// <summary>Whether a value of the change stream, in PostgreSQL's text form, passes.</summary>
    public bool Passes(string? value, DmsType type) => Conditions.Any(condition => condition.Operator switch
    {
        "is null" => value is null,
        "is not null" => value is not null,
        _ when value is null => false,
        "=" => Compare(value, condition.Value!, type) == 0,
        "<>" => Compare(value, condition.Value!, type) != 0,
        ">=" => Compare(value, condition.Value!, type) >= 0,
        "<=" => Compare(value, condition.Value!, type) <= 0,
        var between => (Compare(value, condition.Start!, type) >= 0 && Compare(value, condition.End!, type) <= 0) == (between == "between"),
    });

    private static int Compare(string a, string b, DmsType type) => type switch
    {
        DmsType.Boolean => Truth(a).CompareTo(Truth(b)),
        DmsType.Int2 or DmsType.Int4 or DmsType.Int8 => Int128.Parse(a, CultureInfo.InvariantCulture).CompareTo(Int128.Parse(b.Trim(), CultureInfo.InvariantCulture)),
        DmsType.Numeric when decimal.TryParse(a, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(b, CultureInfo.InvariantCulture, out var right) =>
            left.CompareTo(right),
        DmsType.Numeric or DmsType.Real4 or DmsType.Real8 =>
            double.Parse(a, CultureInfo.InvariantCulture).CompareTo(double.Parse(b, CultureInfo.InvariantCulture)),
        DmsType.DateTime or DmsType.Date =>
            DateTimeOffset.Parse(a, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                .CompareTo(DateTimeOffset.Parse(b, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)),
        DmsType.Time => TimeOnly.Parse(a, CultureInfo.InvariantCulture).CompareTo(TimeOnly.Parse(b, CultureInfo.InvariantCulture)),
        _ => string.CompareOrdinal(a, b),
    };

    private static bool Truth(string text) => text is "t" or "true" or "TRUE" or "1" or "y" or "yes" or "on";

    private static string? Literal(PropertyBag bag, string key) => bag.Scalar(key);
}
