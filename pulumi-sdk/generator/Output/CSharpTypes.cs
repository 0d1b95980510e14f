using Nonolive.PulumiSdk.Generator.Typings;

namespace Nonolive.PulumiSdk.Generator.Output;

/// <summary>How one argument looks in C#.</summary>
/// <param name="Type">The declared type, without the mark for nullable.</param>
/// <param name="IsCollection">Lists and maps are made on first use and so have a field behind them.</param>
/// <param name="Plain">The type of its value, for facts and for outputs of secrets.</param>
internal sealed record CSharpInput(string Type, bool IsCollection, string Plain);

/// <summary>Where a type is used decides its C# name.</summary>
internal enum Use
{
    /// <summary>Arguments of a resource.</summary>
    Resource,

    /// <summary>Arguments of a function's Invoke, which may be outputs.</summary>
    Invoke,

    /// <summary>Arguments of a function's InvokeAsync, which are plain.</summary>
    Plain,
}

/// <summary>Translates types and notes every nested type that has to be written too.</summary>
internal sealed class CSharpTypes
{
    private readonly Dictionary<(string Name, Use Use), bool> _inputs = [];
    private readonly Dictionary<(string Name, bool OfFunction), bool> _outputs = [];
    private readonly HashSet<string> _enums = [];

    public Queue<(string Name, Use Use)> PendingInputs { get; } = new();

    public Queue<(string Name, bool OfFunction)> PendingOutputs { get; } = new();

    public IEnumerable<string> Enums => _enums.Order(StringComparer.Ordinal);

    public CSharpInput Input(string owner, TsMember member, Use use)
    {
        var type = Unwrapped(member.Type);
        var plain = PlainInput(owner, member.Name, type, use);
        if (use == Use.Plain)
            return new CSharpInput(plain, type is TsType.Array or TsType.Map, plain);
        return type switch
        {
            TsType.Array array => new CSharpInput($"InputList<{PlainInput(owner, member.Name, array.Element, use)}>", true, plain),
            TsType.Map map => new CSharpInput($"InputMap<{PlainInput(owner, member.Name, map.Value, use)}>", true, plain),
            // One of three or more types is a plain object in the genuine package too.
            TsType.Union when plain == "object" => new CSharpInput(plain, false, plain),
            _ when plain.StartsWith("Union<", StringComparison.Ordinal) => new CSharpInput($"Input{plain}", false, plain),
            _ => new CSharpInput($"Input<{plain}>", false, plain),
        };
    }

    /// <summary>The C# type of an output; nullable where the typings say that it may be absent.</summary>
    public string Output(string owner, TsMember member, bool ofFunction)
    {
        var (type, isOptional) = (Unwrapped(member.Type, out var mayBeUndefined), member.IsOptional);
        var text = PlainOutput(owner, member.Name, type, ofFunction);
        return (mayBeUndefined || isOptional) && !text.StartsWith("ImmutableArray<", StringComparison.Ordinal) ? $"{text}?" : text;
    }

    public static string InputName(string name, Use use)
    {
        var simple = Names.Split(name).Simple;
        return use == Use.Invoke && simple.EndsWith("Args", StringComparison.Ordinal) ? $"{simple[..^4]}InputArgs" : $"{simple}Args";
    }

    public static string OutputName(string name, bool ofFunction) => Names.Split(name).Simple + (ofFunction ? "Result" : "");

    private string PlainInput(string owner, string member, TsType raw, Use use)
    {
        var type = Unwrapped(raw);
        switch (type)
        {
            case TsType.Array array:
                var element = PlainInput(owner, member, array.Element, use);
                return use == Use.Plain ? $"List<{element}>" : $"ImmutableArray<{element}>";
            case TsType.Map map:
                var value = PlainInput(owner, member, map.Value, use);
                return use == Use.Plain ? $"Dictionary<string, {value}>" : $"ImmutableDictionary<string, {value}>";
            case TsType.Union union when IsAsset(union):
                return "AssetOrArchive";
            case TsType.Union { Parts.Count: 2 } union when !union.Parts.Any(IsResource):
                return $"Union<{string.Join(", ", union.Parts.Select(part => PlainInput(owner, member, part, use)))}>";
            case TsType.Union union when union.Parts.Any(IsResource):
                // TypeScript also takes a resource where C# takes its name or ARN.
                return "string";
            case TsType.Union:
                return "object";
            case TsType.Named { Name: var name } when name.StartsWith("inputs.", StringComparison.Ordinal):
                return Nested("inputs", name, "Inputs", InputName(name, use), () => _inputs.TryAdd((name[7..], use), true), () => PendingInputs.Enqueue((name[7..], use)));
            case TsType.Named { Name: var name } when name.StartsWith("enums.", StringComparison.Ordinal):
                _enums.Add(name[6..]);
                return $"global::{Names.Namespace(Names.Split(name[6..]).Module)}.{Names.Split(name).Simple}";
            default:
                return Simple(owner, member, type);
        }
    }

    private string PlainOutput(string owner, string member, TsType raw, bool ofFunction)
    {
        var type = Unwrapped(raw);
        switch (type)
        {
            case TsType.Array array:
                return $"ImmutableArray<{PlainOutput(owner, member, array.Element, ofFunction)}>";
            case TsType.Map map:
                return $"ImmutableDictionary<string, {PlainOutput(owner, member, map.Value, ofFunction)}>";
            case TsType.Union union when IsAsset(union):
                return "AssetOrArchive";
            case TsType.Named { Name: var name } when name.StartsWith("outputs.", StringComparison.Ordinal):
                return Nested("outputs", name, "Outputs", OutputName(name, ofFunction), () => _outputs.TryAdd((name[8..], ofFunction), true), () => PendingOutputs.Enqueue((name[8..], ofFunction)));
            case TsType.Named { Name: var name } when name.StartsWith("enums.", StringComparison.Ordinal):
                _enums.Add(name[6..]);
                return $"global::{Names.Namespace(Names.Split(name[6..]).Module)}.{Names.Split(name).Simple}";
            case TsType.Union:
                return "string";
            default:
                return Simple(owner, member, type);
        }
    }

    private static string Simple(string owner, string member, TsType type) => type switch
    {
        TsType.Named { Name: "string" or "ARN" } => "string",
        TsType.Named { Name: "boolean" } => "bool",
        TsType.Named { Name: "number" } => Names.Number(owner, member),
        TsType.Named { Name: "any" } => "object",
        TsType.Named { Name: "pulumi.asset.Archive" } => "Archive",
        _ => throw new GeneratorException($"{owner}.{member}: the type {type} has no C# form."),
    };

    private static string Nested(string kind, string name, string folder, string simple, Func<bool> isNew, Action enqueue)
    {
        if (isNew())
            enqueue();
        return $"global::{Names.Namespace(Names.Split(name[(kind.Length + 1)..]).Module)}.{folder}.{simple}";
    }

    private static bool IsAsset(TsType.Union union) =>
        union.Parts.All(part => part is TsType.Named { Name: "pulumi.asset.Asset" or "pulumi.asset.Archive" });

    private static bool IsResource(TsType type) =>
        type is TsType.Named { Name: var name } && char.IsUpper(name[0]) && name != "ARN" && !name.Contains('.');

    private static TsType Unwrapped(TsType type) => Unwrapped(type, out _);

    /// <summary>Takes off pulumi.Input, pulumi.Output and `| undefined`.</summary>
    private static TsType Unwrapped(TsType type, out bool mayBeUndefined)
    {
        mayBeUndefined = false;
        while (true)
        {
            switch (type)
            {
                case TsType.Generic { Name: "pulumi.Input" or "pulumi.Output" } wrapper:
                    type = wrapper.Arguments[0];
                    continue;
                case TsType.Union union when union.Parts.Any(IsUndefined):
                    mayBeUndefined = true;
                    List<TsType> rest = [.. union.Parts.Where(part => !IsUndefined(part))];
                    type = rest.Count == 1 ? rest[0] : new TsType.Union(rest);
                    continue;
                case TsType.Generic { Name: "Record", Arguments: [_, var value] }:
                    return new TsType.Map(value);
                default:
                    return type;
            }
        }
    }

    private static bool IsUndefined(TsType type) => type is TsType.Named { Name: "undefined" };
}
