using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>Writes a named set of strings.</summary>
internal static class EnumWriter
{
    public static void Write(CSharpWriter writer, TsEnum declared)
    {
        var name = Names.Split(declared.Name).Simple;
        writer.Line("");
        writer.Line("[EnumType]");
        writer.Open($"public readonly struct {name} : IEquatable<{name}>");
        writer.Line("private readonly string _value;");
        writer.Line($"private {name}(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));");
        foreach (var (member, value) in declared.Members)
            writer.Line($"public static {name} {Names.Pascal(member)} {{ get; }} = new({CSharpWriter.Quote(value)});");
        writer.Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);");
        writer.Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);");
        writer.Line($"public static explicit operator string({name} value) => value._value;");
        writer.Line($"public override bool Equals(object? obj) => obj is {name} other && Equals(other);");
        writer.Line($"public bool Equals({name} other) => string.Equals(_value, other._value, StringComparison.Ordinal);");
        writer.Line("public override int GetHashCode() => _value?.GetHashCode() ?? 0;");
        writer.Line("public override string ToString() => _value;");
        writer.Close();
    }
}
