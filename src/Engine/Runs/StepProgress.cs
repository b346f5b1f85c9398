using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>What the journal says about one step so far.</summary>
/// <param name="Attempt">The current or next attempt, counted from 1.</param>
/// <param name="RetriesUsed">Attempts since the last decision of a person that count against the retry rule.</param>
/// <param name="FencingToken">The fencing token under which the current attempt started.</param>
/// <param name="Before">What the preparation of the current attempt read.</param>
/// <param name="Evidence">The evidence of the last outcome.</param>
/// <param name="Doubt">Why it is not known what became of the current attempt; null without a doubt.</param>
/// <param name="Probes">How many doubts the current attempt had; each but the first follows a probe.</param>
/// <param name="NotHappenedCount">Attempts since the last decision of a person that did not happen.</param>
/// <param name="ProbeAt">The earliest time to probe an attempt in doubt.</param>
/// <param name="RetryAt">When the next attempt is due, in <see cref="StepPhase.RetryDue"/>.</param>
public sealed record StepProgress(
    StepPlace Place,
    int Attempt,
    StepPhase Phase,
    int RetriesUsed,
    long FencingToken,
    Facts Before,
    Facts Evidence,
    Failure? Failure,
    string? Doubt,
    int Probes,
    int NotHappenedCount,
    DateTimeOffset? ProbeAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RetryAt
)
{
    /// <summary>
    /// True while a failed step is probed before it is retried: someone may have done it by hand.
    /// </summary>
    public bool IsBeingChecked { get; init; }

    /// <summary>How many reminders people got since it began to wait for them.</summary>
    public int Reminders { get; init; }

    /// <summary>True when it succeeded or was skipped.</summary>
    public bool IsOver => Phase is StepPhase.Succeeded or StepPhase.Skipped;

    /// <summary>For the step that takes a host: true while an operator lets it adopt the ledger.</summary>
    public bool IsAdopting { get; init; }

    public static StepProgress Untouched(StepPlace place) =>
        new(place, 1, StepPhase.Pending, 0, 0, Facts.Empty, Facts.Empty, null, null, 0, 0, null, null, null, null);

    /// <summary>True when it waits for a person.</summary>
    public bool NeedsPerson => Phase is StepPhase.Failed or StepPhase.Unknown;
}
