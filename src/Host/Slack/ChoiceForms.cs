using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// The forms behind those buttons that need more than a press: a reason, how far, whether commands are stopped.
/// </summary>
internal static class ChoiceForms
{
    public const string Reason = "reason";
    public const string Target = "target";
    public const string How = "how";

    /// <summary>The form of a command; null where a press is enough.</summary>
    public static SlackForm? Of(Run run, CommandSyntax syntax, SlackChoice choice) =>
        syntax.Confirmation is { } confirmation
            ? new(
                syntax.Verb,
                confirmation.Title,
                confirmation.Submit,
                SlackText.Escape(confirmation.Consequence(run, syntax.Host == Requirement.None ? "" : choice.Subject)),
                choice.ToString(),
                [.. Fields(run, syntax)]
            )
            : null;

    /// <summary>The flag that was chosen in a form; null where the command does what it does without one.</summary>
    public static string? FlagOf(CommandSyntax syntax, Facts filled) =>
        syntax
            .Flags.FirstOrDefault(flag => flag.Question is not null && flag.Label == filled.GetValueOrDefault(How))
            ?.Name;

    private static IEnumerable<SlackField> Fields(Run run, CommandSyntax syntax)
    {
        if (syntax.Target != Requirement.None)
            yield return new(Target, "What?", IsNeeded: true, [RollbackDecisions.Everything, .. Targets(run)]);
        foreach (var flag in syntax.Flags.Where(flag => flag.Question is not null))
            yield return new(How, flag.Question!, IsNeeded: false, flag.Otherwise, flag.Label);
        if (syntax.Reason != Requirement.None)
            yield return new(
                Reason,
                "Why? It is kept and shown to people.",
                IsNeeded: syntax.Reason == Requirement.Required
            );
    }

    private static ImmutableArray<string> Targets(Run run)
    {
        var touched = RollbackPlanner.Touched(run);
        var stages = run.Plan!.Stages.Where(stage =>
            stage.Kind == StageKind.Upgrade && stage.Hosts.Any(touched.Contains)
        );
        return [.. touched, .. stages.Select(stage => stage.Name).Except(touched)];
    }
}
