using Nonolive.Pipeline.Errors;

namespace Nonolive.Pipeline.Tests;

internal sealed class ErrorReferenceTests
{
    [Test]
    public void The_documentation_explains_exactly_the_numbers_that_exist() =>
        Assert.That(File.ReadAllText(Path.Combine(Root(), "docs", "errors.md")), Is.EqualTo(ErrorReference.Markdown()), "Run: ./nono errors > docs/errors.md");

    [Test]
    public void No_number_is_used_twice() =>
        Assert.That(Enum.GetNames<ErrorCode>(), Has.Length.EqualTo(Enum.GetValues<ErrorCode>().Distinct().Count()));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "nonolive.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
