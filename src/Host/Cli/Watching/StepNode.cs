using System.Diagnostics;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>A step in the tree: how long it took, or how long it may still take, or what went wrong.</summary>
internal static class StepNode
{
    public static TreeNode Of(StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        new(MarkOf(step.Phase), planned.Name, WordsOf(step, planned, now));

    /// <summary>How long ago that was, in full seconds; never less than none, whatever the clocks say.</summary>
    public static TimeSpan Since(DateTimeOffset start, DateTimeOffset now) =>
        TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - start).TotalSeconds)));

    private static NodeStatus MarkOf(StepPhase phase) =>
        phase switch
        {
            StepPhase.Pending => NodeStatus.Waiting,
            StepPhase.Started => NodeStatus.Working,
            StepPhase.RetryDue => NodeStatus.Again,
            StepPhase.Succeeded => NodeStatus.Done,
            StepPhase.Skipped => NodeStatus.LeftOut,
            StepPhase.Failed => NodeStatus.Failed,
            StepPhase.Unknown => NodeStatus.Unknown,
            _ => throw new UnreachableException($"No mark for {phase}."),
        };

    private static string WordsOf(StepProgress step, PlannedStep planned, DateTimeOffset now) =>
        step.Phase switch
        {
            StepPhase.Started =>
                $"{TimeText.Took(Since(step.StartedAt!.Value, now))} of {Limit(planned)}{Tried(step)}{Doubted(step)}",
            StepPhase.RetryDue => $"failed: {step.Failure?.Sentence} Tried again in "
                + $"{TimeText.Took(Since(now, step.RetryAt!.Value))}{Tried(step)}",
            StepPhase.Succeeded => $"{TimeText.Took(step.EndedAt - step.StartedAt)}{Tried(step)}",
            StepPhase.Skipped => $"skipped: {step.Failure?.Sentence}",
            StepPhase.Failed => $"failed: {step.Failure!.Sentence}",
            StepPhase.Unknown => $"not known whether it happened: {step.Doubt}",
            _ => "",
        };

    private static string Limit(PlannedStep step) =>
        step.Work is Work.Wait wait ? TimeText.Of(wait.For) : $"at most {TimeText.Of(step.Timeout)}";

    private static string Tried(StepProgress step) => step.Attempt > 1 ? $", attempt {step.Attempt}" : "";

    private static string Doubted(StepProgress step) => step.Doubt is { } doubt ? $"; contact was lost: {doubt}" : "";
}
