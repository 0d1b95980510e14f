using System.Security.Cryptography;
using Nonolive.WebConsole.Html;

namespace Nonolive.WebConsole.Pages;

/// <summary>The frame that all pages share, and the assets it names.</summary>
internal static class Layout
{
    public static readonly Asset Style = Asset.Load("console.css", "text/css; charset=utf-8");
    public static readonly Asset Icon = Asset.Load("icon.svg", "image/svg+xml");

    public static Markup Page(string title, string section, Markup body) => Markup.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{title} · Nonolive reports</title>
        <link rel="icon" href="{Icon.Address}" type="image/svg+xml">
        <link rel="stylesheet" href="{Style.Address}">
        </head>
        <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top"><div class="wrap">
        <a class="brand" href="/"><img src="{Icon.Address}" alt="" width="28" height="28">Nonolive <span>reports</span></a>
        <nav aria-label="Sections">{Link("/", "Reports", section)}{Link("/dictionary", "Data dictionary", section)}</nav>
        </div></header>
        <main id="content" class="wrap">
        {body}
        </main>
        </body>
        </html>

        """);

    private static Markup Link(string address, string text, string section) => section == text
        ? Markup.Of($"""<a href="{address}" aria-current="page">{text}</a>""")
        : Markup.Of($"""<a href="{address}">{text}</a>""");

    /// <summary>A file of the assembly; its address changes with its content, so that browsers may keep it for ever.</summary>
    internal sealed record Asset(string Name, string ContentType, byte[] Content)
    {
        public string Address => $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}/{Name}";

        public static Asset Load(string name, string contentType)
        {
            using var stream = typeof(Asset).Assembly.GetManifestResourceStream(name)!;
            using var content = new MemoryStream();
            stream.CopyTo(content);
            return new Asset(name, contentType, content.ToArray());
        }
    }
}
