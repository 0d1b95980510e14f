using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Nonolive.Pipeline.Errors;

/// <summary>The page that explains every number, made from the comments in <see cref="ErrorCode"/>.</summary>
public static partial class ErrorReference
{
    private static readonly (int From, string Area)[] Areas =
    [
        (1000, "Lake and storage"), (1100, "Stack settings and the infrastructure program"), (1200, "Replication"), (1300, "Hive engine"),
        (1400, "Jobs, contracts, publication and promotion"), (1500, "Local cloud"), (1600, "Command line and set-up"), (1700, "Console and collector"),
    ];

    /// <summary>The page as Markdown; <c>docs/errors.md</c> is this text.</summary>
    public static string Markdown()
    {
        var assembly = typeof(ErrorCode).Assembly.Location;
        var summaries = XDocument.Load(Path.ChangeExtension(assembly, ".xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")));
        var lines = new List<string>
        {
            "# Errors", "",
            "Every fault that a person can mend has a number. The message itself quotes the bad value, says where it stands and what mends it.",
            "This page is made from `pipeline/Errors/ErrorCode.cs` by `./nono errors > docs/errors.md`.",
        };
        foreach (var (from, area) in Areas)
        {
            lines.AddRange(["", $"## {area}", "", "| number | what it means |", "| --- | --- |"]);
            lines.AddRange(Enum.GetValues<ErrorCode>().Where(code => (int)code / 100 * 100 == from).Order()
                .Select(code => $"| NONO-{(int)code:0000} | {summaries[$"F:{typeof(ErrorCode).FullName}.{code}"]} |"));
        }
        return string.Join('\n', lines) + "\n";
    }

    private static string Text(XElement? summary) => Spaces().Replace(summary?.Value.Trim() ?? "", " ").Replace("|", "\\|");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
