using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The layout of a message that is more than text: mark-up in sections, buttons, a small line at the end.
/// </summary>
/// <param name="Markup">Slack's mark-up; what came from outside must have gone through <see cref="SlackText"/>.</param>
/// <param name="Rest">Where the rest is, if something is cut: <c>`olupgrade status 7` shows the rest.</c></param>
/// <param name="Buttons">Empty unless a decision is due.</param>
/// <param name="Last">The line at the end; null for none.</param>
public sealed record SlackLayout(string Markup, string Rest, ImmutableArray<SlackButton> Buttons, string? Last = null)
{
    internal JsonArray Blocks() => SlackBlocks.Of(Markup, Rest, Buttons, Last);

    /// <summary>The text for notifications and old clients, within what an update takes.</summary>
    internal string Plain() => SlackText.Fit(Markup, Rest);
}
