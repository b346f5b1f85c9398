using System.Diagnostics;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A step in the tree: how long it took, how long it may take, or what went wrong.</summary>
internal static class StepNode
{
    public static TreeNode Of(StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        new(StatusOf(step.Phase), planned.Name, TextOf(step, planned, now));

    /// <summary>How long ago that was, in whole seconds; never negative, even if clocks differ.</summary>
    public static TimeSpan Since(DateTimeOffset start, DateTimeOffset now) =>
        TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - start).TotalSeconds)));

    private static NodeStatus StatusOf(StepPhase phase) =>
        phase switch
        {
            StepPhase.Pending => NodeStatus.Waiting,
            StepPhase.Started => NodeStatus.Working,
            StepPhase.RetryDue => NodeStatus.RetryDue,
            StepPhase.Succeeded => NodeStatus.Done,
            StepPhase.Skipped => NodeStatus.LeftOut,
            StepPhase.Failed => NodeStatus.Failed,
            StepPhase.Unknown => NodeStatus.Unknown,
            _ => throw new UnreachableException($"{phase} has no status in the tree."),
        };

    private static string TextOf(StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        step.Phase switch
        {
            StepPhase.Started =>
                $"{TimeText.Took(Since(step.StartedAt!.Value, now))} of {Limit(planned)}{Attempt(step)}{Doubt(step)}",
            StepPhase.RetryDue => $"failed: {step.Failure?.Sentence} Retry in "
                + $"{TimeText.Took(Since(now, step.RetryAt!.Value))}{Attempt(step)}",
            StepPhase.Succeeded => $"{TimeText.Took(step.EndedAt - step.StartedAt)}{Attempt(step)}",
            StepPhase.Skipped => $"skipped: {step.Failure?.Sentence}",
            StepPhase.Failed => $"failed: {step.Failure!.Sentence}",
            StepPhase.Unknown => $"outcome unknown: {step.Doubt}",
            _ => "",
        };

    private static string Limit(PlannedStep step) =>
        step.Work is Work.Wait wait ? TimeText.Of(wait.For) : $"at most {TimeText.Of(step.Timeout)}";

    private static string Attempt(StepProgress step) => step.Attempt > 1 ? $", attempt {step.Attempt}" : "";

    private static string Doubt(StepProgress step) => step.Doubt is { } doubt ? $"; contact lost: {doubt}" : "";
}
