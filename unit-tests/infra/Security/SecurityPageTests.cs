using System.Reflection;
using System.Text;
using Nonolive.Infra.Tests.Support;

namespace Nonolive.Infra.Tests.Security;

[TestFixture]
[Parallelizable(ParallelScope.All)]
public sealed class SecurityPageTests
{
    private const string Start = "<!-- made from unit-tests/infra/Security; the test SecurityPageTests prints it -->";

    [Test]
    public void The_page_lists_every_control_and_exception()
    {
        var page = File.ReadAllText(Path.Combine(Stacks.Repository, "docs", "security.md"));
        var table = Table();

        Assert.That(page.Replace("\r\n", "\n", StringComparison.Ordinal), Does.Contain(table), $"Put this into docs/security.md:\n{table}");
    }

    private static string Table()
    {
        var text = new StringBuilder($"{Start}\n\n| control | how it is met | test |\n| --- | --- | --- |\n");
        foreach (var method in typeof(ControlTests).GetMethods().OrderBy(method => method.MetadataToken))
        {
            if (method.GetCustomAttribute<ControlAttribute>() is { } control)
                text.Append($"| {control.Controls} | {control.How} | `{method.Name}` |\n");
        }
        text.Append("\n## Exceptions\n\n| control | where | reason |\n| --- | --- | --- |\n");
        foreach (var (control, where, reason) in SecurityExceptions.All)
            text.Append($"| {control} | {where} | {reason} |\n");
        return text.ToString();
    }
}
