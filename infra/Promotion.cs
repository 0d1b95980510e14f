using Nonolive.Infra.Settings;
using Nonolive.Pipeline.Promotion;

namespace Nonolive.Infra;

/// <summary>The gate before a production stack: an update needs evidence, a preview says whether there is any.</summary>
public static class Promotion
{
    /// <summary>What whoever deploys should be warned of, or null.</summary>
    /// <param name="settings">The stack's settings.</param>
    /// <param name="root">The folder with <c>Pulumi.yaml</c>.</param>
    /// <param name="isPreview">Whether nothing will be changed.</param>
    /// <exception cref="Pipeline.Errors.UserErrorException">The stack does not take what the repository holds.</exception>
    public static string? Warning(StackSettings settings, string root, bool isPreview)
    {
        if (!settings.Production)
            return null;
        var digests = Digests.Of(root);
        if (PromotionGate.Refusal(root, digests) is not { } refusal)
            return null;
        // The digits are those of one state of the repository, so that the exception does not outlive it.
        if (settings.Unverified.StartsWith(digests.Short, StringComparison.Ordinal))
            return $"{refusal.Problem} It is deployed all the same, because: {settings.Unverified[9..]}";
        return isPreview ? refusal.Message : throw refusal;
    }
}
