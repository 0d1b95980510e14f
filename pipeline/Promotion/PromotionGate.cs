namespace Nonolive.Pipeline.Promotion;

/// <summary>Whether a repository may go into production: it was verified as it is, and breaks no reader unasked.</summary>
public static class PromotionGate
{
    /// <summary>Why not, or null where nothing is in the way.</summary>
    /// <param name="root">The folder with <c>Pulumi.yaml</c> and the evidence.</param>
    /// <param name="digests">What it holds now.</param>
    /// <exception cref="Errors.UserErrorException">The evidence cannot be read.</exception>
    public static Errors.UserErrorException? Refusal(string root, Digests digests)
    {
        if (Evidence.Find(root) is not { } evidence)
            return PromotionErrors.NotVerified($"there is no {Evidence.FileName}", digests);
        if (digests.Jobs != evidence.Digests.Jobs)
            return PromotionErrors.NotVerified($"the files in jobs/ are not those that were verified at {evidence.VerifiedAt:u}", digests);
        if (digests.Program != evidence.Digests.Program)
            return PromotionErrors.NotVerified($"infra/, pipeline/ or functions/ are not as they were verified at {evidence.VerifiedAt:u}", digests);
        return evidence.Breaking.Count > 0 && evidence.BreakingAccepted is null ? PromotionErrors.BreaksReaders(evidence.Breaking) : null;
    }
}
