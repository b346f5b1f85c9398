using System.Globalization;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Messages;

/// <summary>What one of our buttons or forms is about; it travels to Slack and back.</summary>
/// <param name="Seen">The state that the message showed, the latest that the person can have seen.</param>
/// <param name="Subject">The gate, or the host whose step is stuck; empty where there is none.</param>
public sealed record SlackChoice(RunId Run, int Seen, string Subject)
{
    private const char Separator = '|';

    /// <summary>Null for a value that we did not write.</summary>
    public static SlackChoice? Parse(string value) =>
        value.Split(Separator, 3) is [var run, var seen, var subject]
        && NumberOf(run) is { } number
        && NumberOf(seen) is { } state
            ? new(new RunId(number), state, subject)
            : null;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Run.Number}{Separator}{Seen}{Separator}{Subject}");

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
