using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Messages;

/// <summary>How the message it stands in is approved: by whom, with what, and what happens when nobody does.</summary>
internal static class ApprovalText
{
    /// <summary>The sentences.</summary>
    /// <param name="askedBy">Whose own approval does not count; null while nobody is known.</param>
    public static string Of(Run run, ApprovalRule rule, Person? askedBy)
    {
        if (rule.Needs == 0)
            return "Nobody need approve it: every step only reads.";
        var people = rule.Needs == 1 ? "One approver" : $"{rule.Needs} different approvers";
        var requester = askedBy is { } person
            ? $" {SlackText.Escape(person.Name)} asked for it and cannot approve it."
            : "";
        return $"{people} must put :{SlackText.Escape(rule.Reaction)}: on THIS "
            + $"message, in any skin tone, or press its button.{requester}"
            + $" Reminded every {TimeText.Of(rule.Remind)}, asked again after {TimeText.Of(rule.Expires)};"
            + " silence never means yes."
            + $" To refuse: a thumbs-down, `/upgrade refuse {run.Id}` or `olupgrade refuse {run.Id}`.";
    }
}
