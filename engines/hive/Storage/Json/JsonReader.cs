using System.Buffers;
using Nonolive.Hive.Semantics.Json;

namespace Nonolive.Hive.Storage.Json;

/// <summary>
/// Walks a JSON text token by token as Jackson's parser does, so that a caller that reads a container as a scalar finds itself
/// inside it afterwards, as in Hive.
/// </summary>
internal ref struct JsonReader(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private bool _first;

    internal void ExpectObject(string otherwise)
    {
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != '{')
            throw new FormatException(otherwise);
        _at++;
        _first = true;
    }

    internal void ExpectArray()
    {
        if (Peek() != '[')
            throw new FormatException("Start of Array expected");
        _at++;
        _first = true;
    }

    /// <summary>The next member's name, escapes undone; false after the closing brace. Stands before the value then.</summary>
    internal bool NextName(out ReadOnlySpan<byte> name)
    {
        if (!NextPart((byte)'}'))
        {
            name = default;
            return false;
        }
        var end = JsonScanner.SkipString(_text, RequireQuote(), JsonLeniency.None);
        if (end < 0)
            throw Broken("a name");
        name = Content(_text[_at..end]);
        _at = end;
        SkipSpace();
        if (_at >= _text.Length || _text[_at] != ':')
            throw Broken("':' after a name");
        _at++;
        SkipSpace();
        return true;
    }

    /// <summary>Stands before the next element; false after the closing bracket.</summary>
    internal bool NextElement() => NextPart((byte)']');

    /// <summary>The first byte of the value here.</summary>
    internal byte Peek()
    {
        SkipSpace();
        return _at < _text.Length ? _text[_at] : throw Broken("a value");
    }

    /// <summary>
    /// The scalar here: strings without quotes and escapes, other tokens as written. A container gives its bracket, and the
    /// reader stands inside it.
    /// </summary>
    internal ReadOnlySpan<byte> Scalar(out JsonToken kind)
    {
        var first = Peek();
        if (first is (byte)'{' or (byte)'[')
        {
            kind = JsonToken.Container;
            _first = true;
            return _text.Slice(_at++, 1);
        }
        var end = JsonScanner.SkipValue(_text, _at, JsonLeniency.None);
        if (end < 0)
            throw Broken("a value");
        var token = _text[_at..end];
        _at = end;
        kind = first switch
        {
            (byte)'"' => JsonToken.Text,
            (byte)'t' or (byte)'f' => JsonToken.Boolean,
            (byte)'n' => JsonToken.Null,
            _ => JsonToken.Number,
        };
        return kind == JsonToken.Text ? Content(token) : token;
    }

    internal void SkipValue()
    {
        SkipSpace();
        _at = JsonScanner.SkipValue(_text, _at, JsonLeniency.None) is var end and >= 0 ? end : throw Broken("a value");
    }

    internal bool TakeNull()
    {
        if (Peek() != 'n')
            return false;
        SkipValue();
        return true;
    }

    private bool NextPart(byte closing)
    {
        SkipSpace();
        if (_at < _text.Length && _text[_at] == closing)
        {
            _at++;
            _first = false;
            return false;
        }
        if (!_first)
        {
            if (_at >= _text.Length || _text[_at] != ',')
                throw Broken($"',' or '{(char)closing}'");
            _at++;
            SkipSpace();
        }
        _first = false;
        return true;
    }

    private readonly int RequireQuote() => _at < _text.Length && _text[_at] == '"' ? _at : throw Broken("a name in double quotes");

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> token)
    {
        if (!token.Contains((byte)'\\'))
            return token[1..^1];
        var content = new ArrayBufferWriter<byte>(token.Length);
        JsonText.AppendUnescaped(token, content);
        return content.WrittenSpan;
    }

    private void SkipSpace() => _at = JsonScanner.SkipSpace(_text, _at);

    private readonly FormatException Broken(string wanted) => _at >= _text.Length
        ? new FormatException($"JsonParseException: Unexpected end-of-input: expected {wanted}")
        : new FormatException($"JsonParseException: Unexpected character ('{(char)_text[_at]}') at column {_at + 1}: expected {wanted}");
}

/// <summary>What a scalar is.</summary>
internal enum JsonToken
{
    Null,
    Boolean,
    Number,
    Text,
    Container,
}
