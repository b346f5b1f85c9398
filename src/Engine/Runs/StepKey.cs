using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs;

/// <summary>
/// The idempotency key of one attempt: run/stage/host/step/attempt. The same key takes effect at most once.
/// </summary>
/// <param name="Attempt">Counts from 1.</param>
public readonly record struct StepKey(RunId Run, StepPlace Place, int Attempt)
{
    public override string ToString() => $"{Run}/{Place.Stage}/{Place.Host}/{Place.Step}/{Attempt}";
}
