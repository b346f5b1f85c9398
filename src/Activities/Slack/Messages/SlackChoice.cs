using System.Globalization;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Messages;

/// <summary>What a button or a form of ours is about; travels through Slack and back.</summary>
/// <param name="Seen">The state that the message showed: whoever presses saw no later one.</param>
/// <param name="Subject">The gate, or the host whose step is stuck; empty where there is none.</param>
public sealed record SlackChoice(RunId Run, int Seen, string Subject)
{
    private const char Separator = '|';

    /// <summary>Null for anything that is not of ours.</summary>
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
