using System.Text;
using OlUpgrade.Plans;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The part of the plan's message that names everything which can run as root with its digest, and what has changed
/// since a plan of this runbook was approved last. The tracking issue shows all of it whole.
/// </summary>
internal static class PlanScripts
{
    private const int MaxChange = 2_000;
    private const int MaxScripts = 40;

    public static void Append(StringBuilder text, Run run, Plan plan)
    {
        if (RootScripts.Of(plan) is not { IsEmpty: false } scripts)
            return;
        text.Append("\n*Everything that can run as root*\n");
        foreach (var script in scripts.Take(MaxScripts))
            text.Append($"{SlackText.Escape(script.Name)} `{script.Digest.Abbreviated}`\n");
        if (scripts.Length > MaxScripts)
            text.Append($"and {scripts.Length - MaxScripts} more\n");
        text.Append($"Each is shown whole {Where(run)}.\n");
        if (plan.Change is { } change)
            text.Append($"\n*Changed since run {change.Run}, whose plan was approved*\n{Lines(run, change)}\n");
    }

    private static string Where(Run run) =>
        run.Evidence(BuiltInSteps.Issue)?.GetValueOrDefault("url") is { Length: > 0 } url
            ? $"in the <{url}|tracking issue>"
            : $"by `olupgrade plan {SlackText.Escape(run.Plan!.Runbook)}`";

    private static string Lines(Run run, PlanChange change) =>
        SlackText.Code(change.Lines, MaxChange, $"the rest is {Where(run)}.");
}
