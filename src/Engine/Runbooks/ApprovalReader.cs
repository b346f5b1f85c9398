using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Reads who must approve. A stage's own rule overrides single keys of the runbook's and inherits the rest.
/// </summary>
internal sealed class ApprovalReader(ProblemList problems)
{
    private static readonly TimeSpan Remind = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Expires = TimeSpan.FromHours(8);

    public ApprovalRule? Read(YamlNode? node, ApprovalRule? inherited = null)
    {
        if (YamlForm.Open(node, "an approval", RunbookKeys.Approval, problems) is not { } form)
            return null;
        var rule = new ApprovalRule(
            inherited is null
                ? form.Text("channel", TextRule.Channel)
                : Given(form, "channel", TextRule.Channel, inherited.Channel),
            Given(form, "reaction", TextRule.Reaction, inherited?.Reaction ?? "+1"),
            form.WholeNumber("needs", inherited is null ? 0 : 1, Limits.Approvers, inherited?.Needs ?? 1),
            form.Duration("remind", Limits.Min, Limits.Approval, inherited?.Remind ?? Remind),
            form.Duration("expires", Limits.Min, Limits.Approval, inherited?.Expires ?? Expires),
            form.TextIfGiven("second-channel", TextRule.Channel) ?? inherited?.SecondChannel
        );
        CheckReaction(form, rule);
        if (rule.Remind > rule.Expires)
            problems.Add(
                form.PlaceOf("remind"),
                $"`remind` ({Durations.Format(rule.Remind)}) is longer than `expires` "
                    + $"({Durations.Format(rule.Expires)}), so no reminder would ever be sent"
            );
        return rule;
    }

    private static string Given(YamlForm form, string key, TextRule rule, string fallback) =>
        form.TextIfGiven(key, rule) ?? fallback;

    private void CheckReaction(YamlForm form, ApprovalRule rule)
    {
        if (rule.Reaction is "thumbsup" or "thumbs_up")
            problems.Add(form.PlaceOf("reaction"), "Slack reports a thumbs-up as +1: write \"+1\"");
    }
}
