namespace OlUpgrade.Runs;

/// <summary>Applies each event about a step to the progress of that step.</summary>
internal static class StepEvolution
{
    public static StepProgress Started(StepProgress step, RunEvent.StepStarted e, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Started,
            IsBeingChecked = false,
            Attempt = e.Attempt,
            FencingToken = e.Fence,
            Before = e.Before,
            Failure = null,
            Doubt = null,
            Probes = 0,
            ProbeAt = null,
            RetryAt = null,
            StartedAt = at,
            EndedAt = null,
        };

    public static StepProgress Succeeded(StepProgress step, Facts evidence, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Succeeded,
            Evidence = evidence,
            Doubt = null,
            EndedAt = at,
            IsAdopting = false,
            IsBeingChecked = false,
        };

    public static StepProgress Failed(StepProgress step, RunEvent.StepFailed e, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Failed,
            IsBeingChecked = false,
            Reminders = 0,
            RetriesUsed = step.RetriesUsed + 1,
            Failure = e.Failure,
            Evidence = e.Evidence,
            Doubt = null,
            EndedAt = at,
        };

    /// <summary>The step has not started, and will not unless a person retries it.</summary>
    public static StepProgress Refused(StepProgress step, RunEvent.StepRefused e, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Failed,
            Reminders = 0,
            Failure = new(
                FailureKind.Refused,
                $"{e.By.Name} refused it{(string.IsNullOrWhiteSpace(e.Reason) ? "" : $" ({e.Reason})")}; "
                    + "it was not begun.",
                Retryable: false
            ),
            EndedAt = at,
        };

    public static StepProgress RetryDue(StepProgress step, RunEvent.RetryScheduled e) =>
        step with
        {
            Phase = StepPhase.RetryDue,
            Attempt = e.Attempt,
            RetryAt = e.At,
        };

    public static StepProgress Doubted(StepProgress step, RunEvent.StepDoubted e) =>
        step with
        {
            Doubt = e.Doubt,
            Probes = step.Probes + 1,
            ProbeAt = e.ProbeAt,
        };

    public static StepProgress Unknown(StepProgress step, RunEvent.StepUnknown e, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Unknown,
            Doubt = e.Doubt,
            EndedAt = at,
            Reminders = 0,
        };

    /// <summary>
    /// The attempt did not happen: the next one may start. It does not count as a retry.
    /// </summary>
    public static StepProgress NextAttempt(StepProgress step) =>
        step with
        {
            Phase = StepPhase.Pending,
            IsBeingChecked = false,
            Attempt = step.Attempt + 1,
            NotHappenedCount = step.NotHappenedCount + 1,
            Doubt = null,
            Probes = 0,
            ProbeAt = null,
        };

    /// <summary>
    /// A failed step is retried with fresh retries, or probed first; an unknown one is probed again.
    /// </summary>
    public static StepProgress Resumed(StepProgress step, bool looksFirst, DateTimeOffset at) =>
        (step.Phase, looksFirst) switch
        {
            (StepPhase.Unknown, _) => step with { Phase = StepPhase.Started, Probes = 1, ProbeAt = at, EndedAt = null },
            (_, false) => NextAttempt(step) with { RetriesUsed = 0, NotHappenedCount = 0, Failure = null },
            _ => step with
            {
                Phase = StepPhase.Started,
                IsBeingChecked = true,
                Doubt = step.Failure?.Sentence ?? "",
                Probes = 1,
                ProbeAt = at,
                EndedAt = null,
                RetriesUsed = 0,
                NotHappenedCount = 0,
                Failure = null,
            },
        };

    public static StepProgress Skipped(StepProgress step, DateTimeOffset at) =>
        step with
        {
            Phase = StepPhase.Skipped,
            EndedAt = at,
        };

    /// <summary>The host is taken again. If taking it was the refused step, that step is pending already.</summary>
    public static StepProgress Adopting(StepProgress take) =>
        (take.Phase == StepPhase.Pending ? take : NextAttempt(take) with { RetriesUsed = 0, NotHappenedCount = 0 }) with
        {
            IsAdopting = true,
        };

    /// <summary>The evidence keeps what the preflight found, and who overrode it.</summary>
    public static StepProgress Overridden(StepProgress step, RunEvent.PreflightOverridden e, DateTimeOffset at) =>
        Succeeded(
            step,
            step.Evidence.SetItem("overridden-by", e.By.Name)
                .SetItem("reason", e.Reason)
                .SetItem("found", step.Failure?.Sentence ?? ""),
            at
        ) with
        {
            Failure = null,
        };

    /// <summary>The evidence of a step that a person vouches for.</summary>
    public static Facts AttestedBy(RunEvent.DoubtSettled e)
    {
        var facts = Facts.Empty.Add("settled-by", e.By.Name);
        return e.Reason is { } reason ? facts.Add("reason", reason) : facts;
    }
}
