namespace Nonolive.Simulator.People;

/// <summary>Names and texts with what breaks careless parsers: quotes, line ends, tabs, emoji, right-to-left, NUL-like escapes.</summary>
internal static class Names
{
    private static readonly string[] First =
        ["Ayu", "Budi", "Citra", "Dewi", "Eko", "Fitri", "Gita", "Hadi", "Intan", "Joko", "Linh", "Minh", "Nok", "Ploy", "Rizal", "Siti", "Tuấn", "Wulan"];

    private static readonly string[] Twists =
        ["", "", "", "", "", " 🎤", " \"Queen\"", " O'Neil", "\nline two", "\ttab", " \\N", " ,;|", " 👩‍🎤🔥", " مريم", " ไทย", " {\"a\":1}", "\u0007"];

    public static string Of(Dice dice) => dice.Pick(First) + dice.Below(10_000) + dice.Pick(Twists);

    public static string? Message(Dice dice) => dice.Chance(0.5) ? null : dice.Pick(First) + ": " + dice.Pick(Twists) + " ❤️\r\n\"ok\"";

    public static string Profile(Dice dice) =>
        $$"""{"bio": "{{dice.Pick(First)}} \"live\" \n 🌙", "level": {{dice.Below(90)}}, "tags": ["a", null, 1.50]}""";
}
