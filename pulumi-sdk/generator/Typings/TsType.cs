namespace Nonolive.PulumiSdk.Generator.Typings;

/// <summary>The TypeScript types that the typings of @pulumi/aws use.</summary>
internal abstract record TsType
{
    /// <summary>A name, possibly qualified: string, boolean, inputs.s3.BucketLogging, enums.rds.EngineType.</summary>
    internal sealed record Named(string Name) : TsType;

    /// <summary>pulumi.Input, pulumi.Output, Promise or Record with arguments.</summary>
    internal sealed record Generic(string Name, IReadOnlyList<TsType> Arguments) : TsType;

    internal sealed record Array(TsType Element) : TsType;

    internal sealed record Map(TsType Value) : TsType;

    internal sealed record Union(IReadOnlyList<TsType> Parts) : TsType;

    internal sealed record Literal(string Text) : TsType;
}

internal sealed record TsMember(string Name, bool IsOptional, TsType Type, string? Deprecation);

internal sealed record TsInterface(string Name, IReadOnlyList<TsMember> Members);

internal sealed record TsClass(string Name, string Base, IReadOnlyList<TsMember> Members, bool ArgsAreOptional, string? Deprecation);

internal sealed record TsEnum(string Name, IReadOnlyList<(string Name, string Value)> Members);

internal sealed record TsFunction(string Name, bool HasArgs, bool ArgsAreOptional);

/// <summary>The declarations of one .d.ts file; names inside a namespace are qualified with it.</summary>
internal sealed class TsFile
{
    public Dictionary<string, TsInterface> Interfaces { get; } = [];

    public Dictionary<string, TsClass> Classes { get; } = [];

    public Dictionary<string, TsEnum> Enums { get; } = [];

    public Dictionary<string, TsFunction> Functions { get; } = [];
}
