using System.Collections.Immutable;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// A question's message. It has buttons while an answer is due, and a line at the end with the answer once there is
/// one. The question itself stays as it was posted.
/// </summary>
public static class QuestionLayout
{
    public const string Approve = "approve";
    public const string Refuse = "refuse";

    public static SlackLayout Of(Run run, Gate gate) =>
        new(
            MarkupOf(run, gate),
            $"{CommandText.Status(Door.CommandLine, run.Id)} shows the rest.",
            IsDue(run, gate) ? Buttons(run, gate) : [],
            AnswerTo(run, gate)
        );

    /// <summary>The question, without its answer.</summary>
    public static string MarkupOf(Run run, Gate gate) =>
        gate.Question == BuiltInSteps.PlanMessage ? PlanMessage.Of(run) : AskMessage.Of(run, gate);

    /// <summary>
    /// True while an answer is due, and while the question is being posted and the run does not know it yet.
    /// </summary>
    private static bool IsDue(Run run, Gate gate)
    {
        var answers = run.Gate(gate.Name);
        return !run.IsFinished
            && !run.IsOpen(gate)
            && !answers.Expired
            && !IsRefused(run, gate)
            && (answers.AskedAt is null || run.CurrentGate == gate);
    }

    private static bool IsRefused(Run run, Gate gate) =>
        gate.Before is { } step && run.Step(step).Phase == StepPhase.Failed;

    private static ImmutableArray<SlackButton> Buttons(Run run, Gate gate)
    {
        var value = new SlackChoice(run.Id, run.Version, gate.Name).ToString();
        return
        [
            new(Approve, "Approve", value, SlackButtonStyle.Primary),
            new(Refuse, "Refuse …", value, SlackButtonStyle.Danger),
        ];
    }

    private static string? AnswerTo(Run run, Gate gate)
    {
        var answers = run.Gate(gate.Name);
        var approved = answers.Approvals.IsEmpty
            ? null
            : $"Approved by {string.Join(", ", answers.Approvals.Select(Named))}";
        if (run.IsOpen(gate))
            return approved is null ? null : $"{approved}.";
        if (IsRefused(run, gate))
            return SlackText.Escape(run.Step(gate.Before!.Value).Failure!.Sentence);
        if (run.IsFinished)
            return SlackText.Escape($"The run has ended: {run.EndedBecause}.");
        if (answers.Expired)
            return $"No one answered in time. {CommandTable.Resume.Typed(Door.Slack, run.Id)} asks again.";
        if (answers.AskedAt is not null && run.CurrentGate != gate)
            return "This question is no longer open.";
        return approved is null ? null : $"{approved}; {gate.Rule.Needs - run.Consents(gate)} more needed.";
    }

    private static string Named(Approval given) => $"{SlackText.Escape(given.By.Name)} at {TimeText.Of(given.At)}";
}
