using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>Judges what curl printed: the body, then the status on a line of its own.</summary>
internal static class HttpVerdict
{
    private const int MaxSeen = 120;

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
        var fits = http.Contains is null || body.Contains(http.Contains, StringComparison.Ordinal);
        var seen = fits ? $"status {status}" : $"status {status}, body \"{Beginning(body)}\"";
        return new HealthVerdict(status == http.Status && fits, seen);
    }

    private static string Why(ShellAnswer answer) =>
        answer.Error.Trim() is { Length: > 0 } said ? Beginning(said) : $"exit code {answer.ExitCode}";

    private static string Beginning(string body) => body.Length > MaxSeen ? body[..MaxSeen] + "…" : body;
}
