using System.Globalization;
using System.Text;

namespace Nonolive.Hive.Semantics;

/// <summary>The mask family (GenericUDFMask.java and siblings): letters and digits by kind; <c>-1</c> leaves a kind as it is.</summary>
internal static class Mask
{
    private const string Unmasked = "-1";

    internal static string All(string text, string upper, string lower, string digit, string other)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
            result.Append(One(c, upper, lower, digit, other));
        return result.ToString();
    }

    private static string One(char c, string upper, string lower, string digit, string other)
    {
        var mask = CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter => upper,
            UnicodeCategory.LowercaseLetter => lower,
            UnicodeCategory.DecimalDigitNumber => digit,
            _ => other,
        };
        return mask == Unmasked || mask.Length == 0 ? c.ToString() : mask[..1];
    }
}
