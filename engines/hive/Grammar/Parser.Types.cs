using Nonolive.Hive.Session;
using Nonolive.Hive.Types;

namespace Nonolive.Hive.Grammar;

/// <summary>Types and column lists.</summary>
internal sealed partial class Parser
{
    private HiveType ReadType()
    {
        var at = Current.At;
        if (Current.Kind != TokenKind.Word)
            throw Unexpected("a type");
        var word = Take().Text.ToLowerInvariant();
        switch (word)
        {
            case "array":
                ExpectSymbol("<");
                var element = ReadType();
                ExpectSymbol(">");
                return HiveType.Array(element);
            case "map":
                ExpectSymbol("<");
                var key = ReadType();
                ExpectSymbol(",");
                var value = ReadType();
                ExpectSymbol(">");
                return HiveType.Map(key, value);
            case "struct":
                ExpectSymbol("<");
                var fields = List(() =>
                {
                    var name = AnyWord();
                    ExpectSymbol(":");
                    var type = ReadType();
                    if (TryWord("comment"))
                        Text();
                    return new HiveField(name, type);
                });
                ExpectSymbol(">");
                return HiveType.Struct(fields);
            case "double":
                TryWord("precision");
                return HiveType.Double;
            case "timestamp" when At("with"):
            case "timestamplocaltz":
                throw HiveFault.Refused("The type timestamp with local time zone", at);
            case "uniontype":
                throw HiveFault.Refused("The type uniontype", at);
            default:
                return HiveTypeParser.TryParse(word + TypeArguments())
                    ?? throw HiveFault.Parse($"'{_text[at.._tokens[_next - 1].Until]}' is no type that Hive 3.1 knows.", at, Closest.Hint(word, TypeNames));
        }
    }

    private static readonly string[] TypeNames =
        ["boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "string", "varchar", "char", "date", "timestamp", "binary"];

    private string TypeArguments()
    {
        if (!AtSymbol("("))
            return "";
        return $"({string.Join(',', Parenthesised(() => Integer("a number")))})";
    }

    private ColumnDefinition ReadColumn()
    {
        var at = Current.At;
        var name = Name("a column name");
        var type = ReadType();
        if (At("primary") || At("unique") || At("references") || At("constraint") || At("check") || At("default") || At("not"))
            throw Refuse($"The constraint {Current.Text.ToUpperInvariant()}");
        return new ColumnDefinition(at, name, type, TryWord("comment") ? Text() : null);
    }

    private Dictionary<string, string> ReadProperties()
    {
        var properties = new Dictionary<string, string>();
        foreach (var (key, value) in Parenthesised(() =>
                 {
                     var key = Text("a property's key in quotes");
                     ExpectSymbol("=");
                     return (key, Current.Kind == TokenKind.Number ? Take().Text : Text("a property's value in quotes"));
                 }))
            properties[key] = value;
        return properties;
    }
}
