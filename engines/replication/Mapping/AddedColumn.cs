using System.Globalization;
using Nonolive.Replication.Definition;

namespace Nonolive.Replication.Mapping;

/// <summary>What an added column holds.</summary>
internal enum AddedValue
{
    Constant,
    ChangeSequence,
    StreamPosition,
    Operation,
    OperationName,
    SourceSchema,
    SourceTable,
    SourceColumn,
}

/// <summary>
/// A column that the rule add-column adds. Its expression is one header of a change, a column, or a constant; DMS takes
/// any SQLite expression, of which <c>operation_indicator</c> is done, too.
/// </summary>
internal sealed record AddedColumn(string Name, AddedValue Kind, string Text, string DeleteText = "D", string UpdateText = "U", string InsertText = "I")
{
    public static AddedColumn? Parse(PropertyBag bag)
    {
        var name = bag.Text("value") ?? "";
        if (bag.Section("data-type") is { } type)
        {
            type.Choice("type", "string", ("string", "string"), ("wstring", "wstring"), ("clob", "clob"));
            type.NoEffect("length", "scale", "precision");
            type.End();
        }
        else
        {
            bag.Faults.Add(ReplicationErrors.Missing(bag.Where, "data-type"));
        }
        var expression = bag.RequiredText("expression").Trim();
        if (expression.Length == 0)
            return null;
        if (Read(name, expression) is { } column)
            return column;
        bag.Faults.Add(ReplicationErrors.NotImplemented(
            bag.Where, "expression", expression,
            "it may be $AR_H_CHANGE_SEQ, $AR_H_STREAM_POSITION, $AR_H_OPERATION, $AR_M_SOURCE_SCHEMA, $AR_M_SOURCE_TABLE_NAME, operation_indicator('D','U','I'), one column as $name, a number or 'text'"));
        return null;
    }

    private static AddedColumn? Read(string name, string expression)
    {
        switch (expression)
        {
            case "$AR_H_CHANGE_SEQ":
                return new AddedColumn(name, AddedValue.ChangeSequence, "");
            case "$AR_H_STREAM_POSITION":
                return new AddedColumn(name, AddedValue.StreamPosition, "");
            case "$AR_H_OPERATION":
                return new AddedColumn(name, AddedValue.OperationName, "", "DELETE", "UPDATE", "INSERT");
            case "$AR_M_SOURCE_SCHEMA":
                return new AddedColumn(name, AddedValue.SourceSchema, "");
            case "$AR_M_SOURCE_TABLE_NAME":
                return new AddedColumn(name, AddedValue.SourceTable, "");
        }
        if (expression.StartsWith("$AR_", StringComparison.Ordinal))
            return null;
        if (expression[0] == '$' && expression[1..].All(c => char.IsLetterOrDigit(c) || c == '_') && expression.Length > 1)
            return new AddedColumn(name, AddedValue.SourceColumn, expression[1..]);
        if (Quoted(expression) is { } text)
            return new AddedColumn(name, AddedValue.Constant, text);
        if (decimal.TryParse(expression, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return new AddedColumn(name, AddedValue.Constant, expression);
        const string indicator = "operation_indicator(";
        if (expression.StartsWith(indicator, StringComparison.OrdinalIgnoreCase) && expression.EndsWith(')'))
        {
            var parts = expression[indicator.Length..^1].Split(',').Select(part => Quoted(part.Trim())).ToArray();
            if (parts is [{ } delete, { } update, { } insert])
                return new AddedColumn(name, AddedValue.Operation, "", delete, update, insert);
        }
        return null;
    }

    private static string? Quoted(string text)
    {
        if (text.Length < 2 || text[0] is not ('\'' or '"') || text[^1] != text[0])
            return null;
        var (quote, inner) = (text[0].ToString(), text[1..^1]);
        return inner.Replace(quote + quote, "", StringComparison.Ordinal).Contains(quote, StringComparison.Ordinal)
            ? null
            : inner.Replace(quote + quote, quote, StringComparison.Ordinal);
    }
}
