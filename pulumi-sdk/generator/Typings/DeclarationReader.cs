namespace Nonolive.PulumiSdk.Generator.Typings;

/// <summary>Reads the declarations of a .d.ts file as @pulumi/aws writes them; other statements are passed over.</summary>
internal sealed class DeclarationReader(string path, List<Token> tokens)
{
    private const string DeprecatedTag = "@deprecated";

    private readonly TsFile _file = new();
    private int _at;

    private Token Current => _at < tokens.Count ? tokens[_at] : new Token("", null, 0);

    public static TsFile Read(string path) => new DeclarationReader(path, Tokens.Read(File.ReadAllText(path))).ReadFile();

    private TsFile ReadFile()
    {
        while (_at < tokens.Count)
        {
            var before = _at;
            ReadStatement("");
            if (_at == before)
                throw Unexpected();
        }
        return _file;
    }

    private void ReadStatement(string scope)
    {
        var doc = Current.Doc;
        while (Current.Text is "export" or "declare" or "abstract")
            _at++;
        switch (Current.Text)
        {
            case "namespace":
                _at++;
                var name = Take();
                Expect("{");
                while (Current.Text != "}")
                    ReadStatement(Qualified(scope, name));
                Expect("}");
                break;
            case "interface":
                _at++;
                var members = new TsInterface(Qualified(scope, Take()), ReadInterfaceBody());
                _file.Interfaces[members.Name] = members;
                break;
            case "class":
                _at++;
                ReadClass(doc);
                break;
            case "const":
                _at++;
                ReadConst(scope);
                break;
            case "function":
                _at++;
                ReadFunction();
                break;
            default:
                SkipStatement();
                break;
        }
    }

    private List<TsMember> ReadInterfaceBody()
    {
        while (Current.Text != "{")
            _at++;
        Expect("{");
        var members = new List<TsMember>();
        while (Current.Text != "}")
            members.Add(ReadMember());
        Expect("}");
        return members;
    }

    private void ReadClass(string? doc)
    {
        var name = Take();
        var baseName = Current.Text == "extends" ? tokens[_at + 1].Text : "";
        while (Current.Text != "{")
            _at++;
        Expect("{");
        var members = new List<TsMember>();
        var argsAreOptional = false;
        while (Current.Text != "}")
        {
            if (Current.Text == "readonly")
            {
                members.Add(ReadMember());
                continue;
            }
            if (Current.Text == "constructor")
                argsAreOptional = tokens[(_at + 1)..Math.Min(_at + 12, tokens.Count)] is var ahead
                    && ahead.FindIndex(token => token.Text == "args") is >= 0 and var index && ahead[index + 1].Text == "?";
            SkipStatement();
        }
        Expect("}");
        _file.Classes[name] = new TsClass(name, baseName, members, argsAreOptional, Deprecation(doc));
    }

    /// <summary>An enum is a constant object: `export declare const X: { readonly A: "a"; };`.</summary>
    private void ReadConst(string scope)
    {
        var name = Take();
        if (Current.Text != ":" || tokens[_at + 1].Text != "{")
        {
            SkipStatement();
            return;
        }
        _at += 2;
        var members = new List<(string, string)>();
        while (Current.Text != "}")
        {
            var member = ReadMember();
            members.Add((member.Name, (member.Type as TsType.Literal)?.Text ?? throw Unexpected()));
        }
        Expect("}");
        if (Current.Text == ";")
            _at++;
        _file.Enums[Qualified(scope, name)] = new TsEnum(Qualified(scope, name), members);
    }

    private void ReadFunction()
    {
        var name = Take();
        var hasArgs = Current.Text == "(" && tokens[_at + 1].Text == "args";
        _file.Functions.TryAdd(name, new TsFunction(name, hasArgs, hasArgs && tokens[_at + 2].Text == "?"));
        SkipStatement();
    }

    private TsMember ReadMember()
    {
        var deprecation = Deprecation(Current.Doc);
        if (Current.Text == "readonly")
            _at++;
        var name = Unquoted(Take());
        var isOptional = Current.Text == "?";
        if (isOptional)
            _at++;
        Expect(":");
        var type = ReadType();
        Expect(";");
        return new TsMember(name, isOptional, type, deprecation);
    }

    private TsType ReadType()
    {
        var parts = new List<TsType> { ReadPostfixType() };
        while (Current.Text == "|")
        {
            _at++;
            parts.Add(ReadPostfixType());
        }
        return parts.Count == 1 ? parts[0] : new TsType.Union(parts);
    }

    private TsType ReadPostfixType()
    {
        var type = ReadPrimaryType();
        while (Current.Text == "[" && tokens[_at + 1].Text == "]")
        {
            _at += 2;
            type = new TsType.Array(type);
        }
        return type;
    }

    private TsType ReadPrimaryType()
    {
        if (Current.Text == "(")
        {
            _at++;
            var inner = ReadType();
            Expect(")");
            return inner;
        }
        if (Current.Text == "{")
        {
            // { [key: string]: T; }
            foreach (var expected in new[] { "{", "[", "key", ":", "string", "]", ":" })
                Expect(expected);
            var value = ReadType();
            Expect(";");
            Expect("}");
            return new TsType.Map(value);
        }
        if (Current.Text.StartsWith('"'))
            return new TsType.Literal(Unquoted(Take()));
        var name = Take();
        if (Current.Text != "<")
            return new TsType.Named(name);
        var arguments = new List<TsType>();
        do
        {
            _at++;
            arguments.Add(ReadType());
        }
        while (Current.Text == ",");
        Expect(">");
        return new TsType.Generic(name, arguments);
    }

    private void SkipStatement()
    {
        var depth = 0;
        for (; _at < tokens.Count; _at++)
        {
            if (Current.Text is "{" or "(" or "[")
                depth++;
            else if (Current.Text is "}" or ")" or "]")
                depth--;
            if (depth < 0)
                return;
            if (depth == 0 && Current.Text == ";")
            {
                _at++;
                return;
            }
        }
    }

    private static string? Deprecation(string? doc)
    {
        if (doc?.IndexOf(DeprecatedTag, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;
        var lines = doc[(at + DeprecatedTag.Length)..].Replace("*/", "", StringComparison.Ordinal).Split('\n');
        return string.Join(' ', lines.Select(line => line.Trim().TrimStart('*').Trim()).Where(line => line.Length > 0));
    }

    private static string Qualified(string scope, string name) => scope.Length == 0 ? name : $"{scope}.{name}";

    private static string Unquoted(string text) => text.StartsWith('"') ? text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : text;

    private string Take() => tokens[_at++].Text;

    private void Expect(string text)
    {
        if (Current.Text != text)
            throw Unexpected(text);
        _at++;
    }

    private GeneratorException Unexpected(string? wanted = null) =>
        new($"{path}:{Current.Line}: '{Current.Text}' is not understood here{(wanted is null ? "" : $", expected '{wanted}'")}.");
}
