using System.Reflection;
using Pulumi;

namespace Nonolive.LocalCloud.Mocks;

/// <summary>What an asset holds. Pulumi gives it to its engine only, so the property is read by reflection; both packages have it.</summary>
internal static class Assets
{
    private static readonly PropertyInfo Property =
        typeof(AssetOrArchive).GetProperty("Value", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
        ?? throw new MissingMemberException(nameof(AssetOrArchive), "Value");

    public static string Value(Asset asset) => (string)Property.GetValue(asset)!;
}
