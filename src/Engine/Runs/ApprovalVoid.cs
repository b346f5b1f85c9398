namespace OlUpgrade.Runs;

/// <summary>An approval that is no longer valid when it is checked again right before the first effect.</summary>
public static class ApprovalVoid
{
    /// <summary>The fact that names the approver.</summary>
    public const string Fact = "void";

    /// <summary>
    /// Closes the gate again; the check runs again after the next approval. Null for any other failure.
    /// </summary>
    internal static Decision? Of(StepProgress step, Outcome.Failed failed) =>
        failed.Evidence.TryGetValue(Fact, out var approver)
            ? Decision.Yes(
                new RunEvent.StepNotHappened(step.Place, step.Attempt, failed.Failure.Sentence),
                new RunEvent.ApprovalVoided(step.Place.Stage, approver, failed.Failure.Sentence)
            )
            : null;
}
