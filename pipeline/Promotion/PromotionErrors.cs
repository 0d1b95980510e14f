using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Promotion;

internal static class PromotionErrors
{
    private const string Command = "./nono verify --stack test";

    public static UserErrorException NotVerified(string why, Digests digests) =>
        new(ErrorCode.NotVerified, $"A production stack takes only what was verified: {why}.",
            $"Run: {Command}. To deploy just this all the same, and have it logged: pulumi config set nonolive:unverified \"{digests.Short} WHY\"");

    public static UserErrorException BreaksReaders(IReadOnlyList<string> changes) =>
        new(ErrorCode.BreaksReaders, $"Whoever reads the reports would break: {string.Join(' ', changes)}",
            $"Change the contracts so that they do not, or tell the readers and run: {Command} --accept-breaking \"WHY\"");

    public static UserErrorException NotEvidence(string path, Exception inner) =>
        new(ErrorCode.NotEvidence, $"{path} is no evidence of a verification: {inner.Message}", $"Run: {Command}", inner: inner);
}
