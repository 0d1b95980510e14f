using System.Text.RegularExpressions;
using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Tests;

internal sealed partial class ErrorCatalogTests
{
    [Test]
    public void Every_number_is_explained_in_the_documentation_and_no_other_is()
    {
        var documented = Row().Matches(File.ReadAllText(Path.Combine(Root(), "docs", "errors.md"))).Select(match => int.Parse(match.Groups[1].Value));

        Assert.That(documented.Order(), Is.EqualTo(Enum.GetValues<ErrorCode>().Select(code => (int)code).Order()));
    }

    [Test]
    public void No_number_is_used_twice() => Assert.That(Enum.GetNames<ErrorCode>(), Has.Length.EqualTo(Enum.GetValues<ErrorCode>().Distinct().Count()));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "nonolive.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| NONO-(\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
