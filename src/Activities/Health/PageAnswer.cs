using System.Globalization;
using OlUpgrade.Ssh;

namespace OlUpgrade.Health;

/// <summary>curl's output: the body, then the HTTP status on a line of its own.</summary>
/// <param name="Problem">Why there is no answer; null if there is one.</param>
internal sealed record PageAnswer(int Status, string Body, string? Problem)
{
    private const int MaxExcerpt = 120;

    public static PageAnswer Read(ShellAnswer answer)
    {
        var cut = answer.Output.LastIndexOf('\n');
        var isStatus = int.TryParse(
            answer.Output[(cut + 1)..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var status
        );
        return cut < 0 || !isStatus || answer.ExitCode != 0
            ? new(0, "", $"no answer ({Why(answer)})")
            : new(status, answer.Output[..cut], null);
    }

    /// <summary>For people: the status, and the beginning of the body.</summary>
    public string Seen => $"status {Status}, body \"{Excerpt(Body)}\"";

    public static string Excerpt(string text) => text.Length > MaxExcerpt ? text[..MaxExcerpt] + "…" : text;

    private static string Why(ShellAnswer answer) =>
        answer.Error.Trim() is { Length: > 0 } error ? Excerpt(error) : $"exit code {answer.ExitCode}";
}
