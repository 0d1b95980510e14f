namespace Pulumi.Running;

/// <summary>Why a program that was built with this stand-in cannot be deployed.</summary>
internal static class Refusal
{
    private const string Sentence =
        "This program was built with the stand-in for the Pulumi packages (pulumi-sdk/), which runs under tests only: "
        + "run `./nono setup --packages` where NuGet serves Pulumi and Pulumi.Aws, then try again.";

    public static Task<int> RefuseAsync()
    {
        // The genuine package throws without an engine as well. Under the engine a stack trace would bury the sentence.
        var underEngine = Environment.GetEnvironmentVariable("PULUMI_MONITOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("PULUMI_ENGINE") is { Length: > 0 };
        if (!underEngine)
            throw new InvalidOperationException(Sentence);
        Console.Error.WriteLine(Sentence);
        return Task.FromResult(1);
    }
}
