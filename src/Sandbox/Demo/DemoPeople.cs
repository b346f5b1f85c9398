using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Sandbox.Demo;

/// <summary>
/// The two people of <c>--auto</c>: mek types the command, and cdrini adds a thumbs-up to each message that asks for
/// one. Like real people they see only Slack's messages.
/// </summary>
internal sealed class DemoPeople(SlackWorkspace slack)
{
    public const string Channel = "C0OPENLIB";

    private const string Requester = "U0MEK";
    private const string Approver = "U0DRINI";

    private readonly HashSet<string> _approved = [];

    public void Start() => slack.TypeCommand(Requester, Channel, "/upgrade start security-patches");

    /// <summary>Adds a thumbs-up to every question that has none yet.</summary>
    public void Approve()
    {
        foreach (var message in slack.Messages(Channel).OfType<JsonObject>())
        {
            var ts = (string?)message["ts"] ?? "";
            var text = (string?)message["text"] ?? "";
            if (text.Contains(":+1:", StringComparison.Ordinal) && _approved.Add(ts))
                slack.React(Approver, Channel, ts, "+1::skin-tone-3");
        }
    }

    /// <summary>The messages that only the requester can see.</summary>
    public IReadOnlyList<string> Ephemerals => slack.Ephemerals(Requester);
}
