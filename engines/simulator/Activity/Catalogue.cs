namespace Nonolive.Simulator.Activity;

/// <summary>What can be bought.</summary>
internal static class Catalogue
{
    public const long FirstUser = 1_000_001;
    public const long FirstAnchor = 700_001;
    public const long FirstGuild = 101;
    public const long FirstRoom = 800_001;

    /// <summary>What a coin is worth when it is given; cents of a cent, so that sums need all four digits.</summary>
    public const decimal UsdPerCoin = 0.0117m;

    public static readonly (string Name, long Coins)[] Gifts =
    [
        ("Rose 🌹", 1), ("Heart ❤️", 5), ("Ice \"cream\"", 10), ("Mic\n🎤", 33), ("Crown 👑", 99), ("Perfume", 199), ("Car 🚗", 1_200),
        ("Castle 🏰", 9_999), ("Rocket 🚀", 52_000),
    ];

    /// <summary>Recharge packs: US dollars and coins.</summary>
    public static readonly (decimal Usd, long Coins)[] Packs =
        [(0.9900m, 70), (4.9900m, 380), (9.9900m, 790), (19.9950m, 1_600), (49.9933m, 4_100), (99.9999m, 8_400)];
}
