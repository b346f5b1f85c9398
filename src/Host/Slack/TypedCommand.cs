using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A command as somebody typed it, behind <c>/upgrade</c> or to the app in a channel: the same grammar.
/// </summary>
/// <param name="RequestId">Names it, however often Slack delivers it.</param>
/// <param name="InThreadOf">The run in whose thread it was said; null elsewhere.</param>
/// <param name="SaidAt">
/// For what may be heard late or once more: no decision since then may stand in the journal.
/// </param>
public sealed record TypedCommand(
    string Text,
    string UserId,
    string RequestId,
    RunId? InThreadOf = null,
    DateTimeOffset? SaidAt = null
);
