namespace Nonolive.Infra.Tests.Security;

/// <summary>Names the controls that a test holds, and how the program meets them; docs/security.md is made from these.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ControlAttribute(string controls, string how) : Attribute
{
    public string Controls => controls;

    public string How => how;
}
