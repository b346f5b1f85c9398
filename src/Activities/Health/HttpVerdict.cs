using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>Judges curl's output: the body, then the HTTP status on a line of its own.</summary>
internal static class HttpVerdict
{
    private const int MaxExcerpt = 120;

    public static HealthVerdict Of(HealthQuestion.Http http, ShellAnswer answer)
    {
        var cut = answer.Output.LastIndexOf('\n');
        var isStatus = int.TryParse(
            answer.Output[(cut + 1)..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var status
        );
        if (cut < 0 || !isStatus || answer.ExitCode != 0)
            return new HealthVerdict(false, $"no answer ({Why(answer)})");
        var body = answer.Output[..cut];
        var matches = http.Contains is null || body.Contains(http.Contains, StringComparison.Ordinal);
        var observed = matches ? $"status {status}" : $"status {status}, body \"{Excerpt(body)}\"";
        return new HealthVerdict(status == http.Status && matches, observed);
    }

    private static string Why(ShellAnswer answer) =>
        answer.Error.Trim() is { Length: > 0 } error ? Excerpt(error) : $"exit code {answer.ExitCode}";

    private static string Excerpt(string text) => text.Length > MaxExcerpt ? text[..MaxExcerpt] + "…" : text;
}
