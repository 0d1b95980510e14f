namespace Nonolive.Infra.Settings;

/// <summary>Where a stack's settings come from: the Pulumi engine, a stack file, or a test's dictionary.</summary>
public interface IConfigSource
{
    /// <summary>The stack's name, such as <c>test</c> or <c>prod</c>.</summary>
    string Stack { get; }

    /// <summary>The raw value of a full key (<c>nonolive:vpcId</c>), lists and maps as JSON, or null where it is not set.</summary>
    string? Get(string key);

    /// <summary>Whether the value of a full key is stored encrypted.</summary>
    bool IsSecret(string key);

    /// <summary>All full keys that are set.</summary>
    IReadOnlyCollection<string> Keys { get; }
}
