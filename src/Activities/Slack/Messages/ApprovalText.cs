using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Slack.Messages;

/// <summary>How a message is approved: by whom, how, and what happens when no one answers.</summary>
internal static class ApprovalText
{
    /// <summary>The paragraph, in Slack's mark-up.</summary>
    /// <param name="askedBy">The person whose own approval does not count; null where there is none.</param>
    public static string Of(Run run, string gate, ApprovalRule rule, Person? askedBy)
    {
        if (rule.Needs == 0)
            return "Read-only; no approval needed.";
        var people = rule.Needs == 1 ? "one approver" : $"{rule.Needs} different approvers";
        var requester = askedBy is { } person
            ? $" {SlackText.Escape(person.Name)} asked for this and can't approve it."
            : "";
        return $"Needs {people}: react with :{SlackText.Escape(rule.Reaction)}: (any skin tone) to THIS message, "
            + $"press *Approve*, or type {CommandText.Approve(Door.Slack, run, gate)}.{requester}"
            + $" Reminder every {TimeText.Of(rule.Remind)}, expires after {TimeText.Of(rule.Expires)};"
            + " silence never counts as approval."
            + " To refuse, react with a thumbs-down, press *Refuse*, or type "
            + $"{CommandTable.Refuse.Typed(Door.Slack, run.Id)}.";
    }
}
