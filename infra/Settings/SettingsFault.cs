namespace Nonolive.Infra.Settings;

/// <summary>One thing that is wrong with a stack's settings.</summary>
/// <param name="Key">The full key, such as <c>nonolive:vpcId</c>.</param>
/// <param name="Problem">What is wrong, quoting the value.</param>
/// <param name="Remedy">The command that mends it.</param>
public sealed record SettingsFault(string Key, string Problem, string Remedy);
