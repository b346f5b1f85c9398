using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// How a message looks where it is more than text: its mark-up in sections, buttons, a small line at the end.
/// </summary>
/// <param name="Markup">Slack's mark-up; what came from outside must have gone through <see cref="SlackText"/>.</param>
/// <param name="Rest">Where the rest is, should something be cut: <c>`olupgrade status 7` shows the rest.</c></param>
/// <param name="Buttons">Only where a decision is due.</param>
/// <param name="Last">Null for none.</param>
public sealed record SlackLayout(string Markup, string Rest, ImmutableArray<SlackButton> Buttons, string? Last = null)
{
    internal JsonArray Blocks() => SlackBlocks.Of(Markup, Rest, Buttons, Last);

    /// <summary>What notifications and old programs show, within what an update takes.</summary>
    internal string Plain() => SlackText.Fit(Markup, Rest);
}
