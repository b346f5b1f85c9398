using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
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
    public const string Emergency = "Emergency: wait for no approval";
    public const string Stop = "Stop what runs on the hosts";

    private const string Wait = "As the runbook says";
    private const string LetEnd = "Let it end";

    private static readonly SlackField Why = new(Reason, "Why? It is kept and told to people.", IsNeeded: true);
    private static readonly SlackField PerhapsWhy = Why with { IsNeeded = false };

    /// <summary>The form of a button; null where a press is enough.</summary>
    public static SlackForm? Of(Run run, string action, SlackChoice choice) =>
        action switch
        {
            "skip" => Form(
                action,
                "Skip a step",
                "Skip it",
                $"Run {run.Id} goes on without this step{On(choice)}.",
                choice,
                Why
            ),
            "exclude" => Form(
                action,
                "Exclude a host",
                "Exclude it",
                $"Nothing more is done{On(choice)} in run {run.Id}. It stays as it is; the others go on.",
                choice,
                Why
            ),
            "override" => Form(
                action,
                "Go on all the same",
                "Go on",
                $"Run {run.Id} goes on{On(choice)} in spite of what was found. For "
                    + "an approver other than who asked for the run.",
                choice,
                Why
            ),
            "rollback" => Form(
                action,
                "Roll back",
                "Roll back",
                RollBack(run),
                choice,
                [
                    new(Target, "What?", IsNeeded: true, [RollbackDecisions.Everything, .. Targets(run)]),
                    new(How, "Approval", IsNeeded: false, Wait, Emergency),
                    PerhapsWhy,
                ]
            ),
            "abort" => Form(
                action,
                "Abort the run",
                "Abort it",
                $"Run {run.Id} ends; every host stays as it is.",
                choice,
                [new(How, "What runs on hosts now", IsNeeded: false, LetEnd, Stop), PerhapsWhy]
            ),
            _ => OfEnding(run, action, choice),
        };

    private static SlackForm? OfEnding(Run run, string action, SlackChoice choice) =>
        action switch
        {
            "delete-branch" => Form(
                action,
                "Delete the branch",
                "Delete it",
                $"{Branch(run)} is deleted. For operators.",
                choice,
                PerhapsWhy
            ),
            QuestionLayout.Refuse => Form(
                action,
                "Say no",
                "Refuse",
                $"A no to the plan or a stage ends run {run.Id}; a no to a rollback or a step leaves it undone.",
                choice,
                PerhapsWhy
            ),
            _ => null,
        };

    private static string On(SlackChoice choice) => choice.Subject.Length == 0 ? "" : $" on {choice.Subject}";

    private static string Branch(Run run) =>
        RollbackBranch.Of(run) is { } branch
            ? $"The rollback branch {branch.Name} of run {run.Id} in {string.Join(", ", branch.Commits.Keys)}"
            : $"The rollback branch of run {run.Id}";

    private static string RollBack(Run run) => RollbackPlanner.WhatChanged(run);

    private static ImmutableArray<string> Targets(Run run)
    {
        var touched = RollbackPlanner.Touched(run);
        var stages = run.Plan!.Stages.Where(stage =>
            stage.Kind == StageKind.Upgrade && stage.Hosts.Any(touched.Contains)
        );
        return [.. touched, .. stages.Select(stage => stage.Name).Except(touched)];
    }

    private static SlackForm Form(
        string action,
        string title,
        string submit,
        string says,
        SlackChoice choice,
        params ImmutableArray<SlackField> fields
    ) => new(action, title, submit, SlackText.Escape(says), choice.ToString(), fields);
}
