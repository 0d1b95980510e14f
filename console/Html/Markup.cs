using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Nonolive.WebConsole.Html;

/// <summary>
/// Markup that is safe to send. The only way to make it from other text is an interpolated string whose holes are encoded,
/// so that a name with a script tag in it is shown as text wherever it stands. Attributes must be written in double quotes.
/// </summary>
internal readonly record struct Markup
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly string? _text;

    private Markup(string text) => _text = text;

    public static Markup Empty => default;

    /// <summary>Markup from a template; holes that are <see cref="Markup"/> themselves are kept, all others are encoded.</summary>
    public static Markup Of(Template template) => new(template.ToString());

    /// <summary>The template when the condition holds, else nothing; the template is not evaluated in that case.</summary>
    public static Markup When(bool condition, Func<Markup> then) => condition ? then() : Empty;

    /// <summary>One piece of markup for each item, joined.</summary>
    public static Markup Each<T>(IEnumerable<T> items, Func<T, Markup> one)
    {
        var text = new StringBuilder();
        foreach (var item in items)
            text.Append(one(item)._text);
        return new Markup(text.ToString());
    }

    public override string ToString() => _text ?? "";

    /// <summary>Collects the parts of an interpolated string, encoding the holes.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Template(int literalLength, int holes)
    {
        private readonly StringBuilder _text = new(literalLength + (holes * 16));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Markup markup) => _text.Append(markup._text);

        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null)
        {
            // A sequence in a hole is a forgotten Each(); its type name on a page would be a silent fault.
            if (value is IEnumerable and not string)
                throw new ArgumentException($"A {typeof(T).Name} cannot stand in a template.", nameof(value));
            AppendFormatted(value is IFormattable formattable ? formattable.ToString(format, null) : value?.ToString());
        }

        public override string ToString() => _text.ToString();
    }
}
