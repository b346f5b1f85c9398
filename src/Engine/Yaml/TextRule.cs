using System.Text.RegularExpressions;

namespace OlUpgrade.Yaml;

/// <summary>What a text in a file may be, and how to describe that to its author.</summary>
/// <param name="MaxLength">In characters.</param>
/// <param name="Expected">Completes the sentence "it must be …".</param>
internal sealed record TextRule(Regex Pattern, int MaxLength, string Expected)
{
    private const string HostLabel = "[a-z0-9]([a-z0-9_-]*[a-z0-9])?";
    private const string Word = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    private const string OpenLibrary = "internetarchive/openlibrary";
    private const string Named = "[A-Za-z0-9]([A-Za-z0-9 ._+-]*[A-Za-z0-9+])?";

    /// <summary>Names of runbooks: no character that is special to a shell, a path or a URL.</summary>
    public static TextRule RunbookName { get; } =
        Of(Word, 63, "lowercase letters, digits and inner hyphens, such as security-patches");

    /// <summary>Names of hosts, with or without a domain; as plain as those of runbooks.</summary>
    public static TextRule Host { get; } =
        Of(
            $@"{HostLabel}(\.{HostLabel})*",
            100,
            "lowercase letters, digits and inner hyphens, with dots between, such as ol-web1 or web1.example.org"
        );

    public static TextRule Name { get; } =
        Of(Named, 60, "letters, digits, spaces and . _ + -, with a letter or digit at both ends");

    public static TextRule Line { get; } = Of(@"[^\n\t]*[^\n\t ][^\n\t]*", 300, "one line of text without tabs");

    /// <summary>As <see cref="Line"/>, but may be empty.</summary>
    public static TextRule AnyLine { get; } = Of(@"[^\n\t]*", 1000, "one line of text without tabs");

    public static TextRule Label { get; } = Of(@"[^\n\t ,]([^\n\t,]*[^\n\t ,])?", 50, "a GitHub label without commas");

    public static TextRule Script { get; } =
        Of(@"(.|\n)*[^\n\t ](.|\n)*", 64 * 1024, "a shell script that is not blank");

    public static TextRule RegularExpression { get; } = Of(@"[^\n\t]+", 500, "a regular expression on one line");

    public static TextRule Repository { get; } =
        Of("[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*", 140, $"owner/name, such as {OpenLibrary}");

    public static TextRule Reference { get; } =
        Of("[A-Za-z0-9_]+([./-]?[A-Za-z0-9_]+)*", 200, "a branch or tag, such as production");

    public static TextRule Channel { get; } =
        Of("#[a-z0-9_][a-z0-9_-]*|[CG][A-Z0-9]{8,}", 80, "a channel such as \"#openlibrary\" (in quotes) or its ID");

    public static TextRule Reaction { get; } =
        Of("[a-z0-9_+'-]+", 100, "the reaction's name without colons, such as \"+1\"");

    public static TextRule ParameterName { get; } =
        Of("[a-z][a-z0-9_]*", 40, "lowercase letters, digits and _, starting with a letter");

    public static TextRule Address { get; } =
        Of("[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+", 253, "a host name or an IP address");

    public static TextRule User { get; } =
        Of("[A-Za-z_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*", 32, "a user name on the host");

    public static TextRule Path { get; } =
        Of("/|(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+", 200, "an absolute path of letters, digits, . _ - and /");

    public static TextRule Container { get; } = Of("[A-Za-z0-9][A-Za-z0-9_.-]*", 128, "a container name");

    public static TextRule Unit { get; } = Of("[A-Za-z0-9][A-Za-z0-9:_.@-]*", 200, "the name of a systemd unit");

    public static TextRule Process { get; } =
        Of("[A-Za-z0-9]([A-Za-z0-9 ._/-]*[A-Za-z0-9])?", 80, "words of a command line, such as oldump.sh");

    public static TextRule Group { get; } = Of("[A-Za-z_][A-Za-z0-9_-]*", 60, "a group name: letters, digits, _ and -");

    public static TextRule Zone { get; } =
        Of("[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*", 60, "a time zone such as Europe/Amsterdam");

    public static TextRule Url { get; } = Of("https?://[!-~]+", 500, "an http or https URL");

    /// <summary>RFC 6901; a blank is allowed in a name, a line end or a tab is not.</summary>
    public static TextRule JsonPointer { get; } =
        Of("(/([^\\n\\t/~]|~[01])*)*", 200, "a JSON Pointer (RFC 6901), such as /response/numFound");

    /// <summary>The sentence that rejects the text, or null if it is valid.</summary>
    public string? Refusal(string what, string text)
    {
        if (text.Length > MaxLength)
            return $"`{what}` has {text.Length} characters; the limit is {MaxLength}";
        return Pattern.IsMatch(text) ? null : $"`{what}` must be {Expected}; it is \"{Quote.Of(text)}\"";
    }

    private static TextRule Of(string pattern, int maxLength, string expected) =>
        new(
            new(
                $@"\A({pattern})\z",
                RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture,
                TimeSpan.FromSeconds(1)
            ),
            maxLength,
            expected
        );
}
