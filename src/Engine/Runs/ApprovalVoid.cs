namespace OlUpgrade.Runs;

/// <summary>An approval that held no more when it was looked at again right before the first effect.</summary>
public static class ApprovalVoid
{
    /// <summary>The evidence that names whose approval it was.</summary>
    public const string Fact = "void";

    /// <summary>The gate closes again, and the look is begun anew behind it. Null for any other failure.</summary>
    internal static Decision? Of(StepProgress step, Outcome.Failed failed) =>
        failed.Evidence.TryGetValue(Fact, out var approver)
            ? Decision.Yes(
                new RunEvent.StepNotHappened(step.Place, step.Attempt, failed.Failure.Sentence),
                new RunEvent.ApprovalVoided(step.Place.Stage, approver, failed.Failure.Sentence)
            )
            : null;
}
