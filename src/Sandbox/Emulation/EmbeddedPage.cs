namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// A page for people, embedded in the assembly as one HTML, one CSS and one JavaScript file. It loads nothing from
/// elsewhere; its content security policy forbids it.
/// </summary>
internal sealed class EmbeddedPage(string folder)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly EmulatedReply _html = Load(folder, "page.html", "text/html");
    private readonly EmulatedReply _style = Load(folder, "page.css", "text/css");
    private readonly EmulatedReply _script = Load(folder, "page.js", "text/javascript");

    public EmulatedReply Html => _html;

    /// <summary>The file at this path; null if there is none.</summary>
    public EmulatedReply? File(string path) =>
        path switch
        {
            "/" => _html,
            "/_sandbox/page.css" => _style,
            "/_sandbox/page.js" => _script,
            "/favicon.ico" => EmulatedReply.Empty(204),
            _ => null,
        };

    private static EmulatedReply Load(string folder, string file, string type)
    {
        var name = $"OlUpgrade.Sandbox.{folder}.Page.{file}";
        using var stream = typeof(EmbeddedPage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly has no resource {name}.");
        using var reader = new StreamReader(stream);
        return EmulatedReply
            .Text(200, reader.ReadToEnd(), $"{type}; charset=utf-8")
            .With("Content-Security-Policy", Policy)
            .With("Cache-Control", "no-store");
    }
}
