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

    /// <summary>The paths of an archive's files by their names in it.</summary>
    public static IReadOnlyDictionary<string, string> Files(AssetArchive archive) =>
        ((IEnumerable<KeyValuePair<string, AssetOrArchive>>)Property.GetValue(archive)!).ToDictionary(file => file.Key, file => Value((FileAsset)file.Value));
}
