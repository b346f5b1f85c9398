using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>What the journal tells of one step so far.</summary>
/// <param name="Attempt">The current or next attempt, counted from 1.</param>
/// <param name="RetriesUsed">Attempts that count against the retry rule since a person last decided.</param>
/// <param name="FencingToken">The fence of the hold under which the current attempt was begun.</param>
/// <param name="Before">What was read before the current attempt.</param>
/// <param name="Evidence">What the last outcome brought.</param>
/// <param name="Doubt">Why it is not known what became of the current attempt; null while nobody doubts.</param>
/// <param name="Probes">How often the current attempt was doubted.</param>
/// <param name="NotHappenedCount">
/// How many attempts were begun and certainly did not happen, since a person last decided.
/// </param>
/// <param name="ProbeAt">When a doubted attempt is probed, at the earliest.</param>
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
    /// True while a failed step is looked at before it is begun again: somebody may have done it by hand.
    /// </summary>
    public bool IsBeingChecked { get; init; }

    /// <summary>How often people were reminded that it waits for them.</summary>
    public int Reminders { get; init; }

    /// <summary>True when nothing more is to be done about it.</summary>
    public bool IsOver => Phase is StepPhase.Succeeded or StepPhase.Skipped;

    /// <summary>True for the taking of a host which a person had the run adopt, until it is taken.</summary>
    public bool IsAdopting { get; init; }

    public static StepProgress Untouched(StepPlace place) =>
        new(place, 1, StepPhase.Pending, 0, 0, Facts.Empty, Facts.Empty, null, null, 0, 0, null, null, null, null);

    /// <summary>True when only a person can move it.</summary>
    public bool NeedsPerson => Phase is StepPhase.Failed or StepPhase.Unknown;
}
