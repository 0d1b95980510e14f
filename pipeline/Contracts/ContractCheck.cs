using System.Globalization;
using System.Text.Json;

namespace Nonolive.Pipeline.Contracts;

/// <summary>Holds a contract against a report's rows, as the Hive audit does, and names every row that breaks it.</summary>
public static class ContractCheck
{
    /// <summary>What is broken, one sentence each; none where the rows keep the contract. Reconciliations need other tables and are the audit's.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="rows">The rows as JSON objects.</param>
    public static IReadOnlyList<string> Violations(Contract contract, IEnumerable<JsonElement> rows)
    {
        var violations = new List<string>();
        var keys = new HashSet<string>();
        var count = 0L;
        foreach (var row in rows)
        {
            count++;
            var key = string.Join(", ", contract.Grain.Select(name => $"{name}={(row.TryGetProperty(name, out var value) ? value.GetRawText() : "null")}"));
            if (!keys.Add(key))
                violations.Add($"There are two rows for {key}.");
            violations.AddRange(contract.Columns.Select(column => Violation(column, row)).OfType<string>().Select(problem => $"{problem} ({key})"));
            violations.AddRange(row.EnumerateObject().Where(property => contract.Column(property.Name) is null)
                .Select(property => $"{property.Name} is no column of the report. ({key})"));
        }
        if (count < contract.Rows.Min || count > contract.Rows.Max)
            violations.Add($"There are {count} rows; there must be {contract.Rows.Min} to {contract.Rows.Max}.");
        return violations;
    }

    private static string? Violation(ContractColumn column, JsonElement row)
    {
        if (!row.TryGetProperty(column.Name, out var value))
            return $"{column.Name} is missing.";
        if (value.ValueKind == JsonValueKind.Null)
            return column.Nullable ? null : $"{column.Name} is null.";
        return column.Type.Kind switch
        {
            ColumnKind.String when value.ValueKind != JsonValueKind.String => NotOfType(column, value),
            ColumnKind.String => column.Allowed.Count > 0 && !column.Allowed.Contains(value.GetString()!)
                ? $"{column.Name} is '{value.GetString()}', which is none of {string.Join(", ", column.Allowed)}." : null,
            ColumnKind.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : NotOfType(column, value),
            _ => NumberViolation(column, value),
        };
    }

    private static string? NumberViolation(ContractColumn column, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var number) || !Fits(column.Type, number))
            return NotOfType(column, value);
        if (number < column.Min)
            return string.Create(CultureInfo.InvariantCulture, $"{column.Name} is {number}, less than {column.Min}.");
        return number > column.Max ? string.Create(CultureInfo.InvariantCulture, $"{column.Name} is {number}, more than {column.Max}.") : null;
    }

    private static bool Fits(ColumnType type, decimal number) => type.Kind switch
    {
        ColumnKind.Int => decimal.IsInteger(number) && number is >= int.MinValue and <= int.MaxValue,
        ColumnKind.Bigint => decimal.IsInteger(number) && number is >= long.MinValue and <= long.MaxValue,
        ColumnKind.Decimal => decimal.Round(number, Math.Min(type.Scale, 28)) == number
            && decimal.Truncate(decimal.Abs(number)).ToString(CultureInfo.InvariantCulture).TrimStart('0').Length <= type.Precision - type.Scale,
        _ => true,
    };

    private static string NotOfType(ContractColumn column, JsonElement value) => $"{column.Name} is {value.GetRawText()}, which is no {column.Type}.";
}
