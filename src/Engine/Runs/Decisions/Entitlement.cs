namespace OlUpgrade.Runs.Decisions;

/// <summary>Checks whether a person may decide about a run; null if so, else the refusal.</summary>
internal static class Entitlement
{
    /// <summary>For decisions that only operators make, and only about an open run.</summary>
    public static Decision? NotEntitled(Run run, Person by) => run.IsFinished ? Finished(run) : NotOperator(by);

    public static Decision? NotOperator(Person by) =>
        by.Is(Role.Operator) ? null : Decision.No("not-operator", $"{by.Name} is not an operator.");

    /// <summary>For decisions that only an approver other than the requester makes, with a reason.</summary>
    public static Decision? MayNotOverride(Run run, Person by, string? reason)
    {
        if (run.IsFinished)
            return Finished(run);
        if (!by.Is(Role.Approver))
            return Decision.No("not-approver", $"{by.Name} is not listed as an approver.");
        if (by.Name == run.Requester?.Name)
            return Decision.No(
                "requester",
                $"{by.Name} started this run, so someone else has to override what stands in its way."
            );
        return string.IsNullOrWhiteSpace(reason) ? NoReason("the run may continue in spite of it") : null;
    }

    public static Decision NoReason(string why) =>
        Decision.No("no-reason", $"Say why {why}: the reason is kept and shown to people.");

    public static Decision Finished(Run run) => Decision.No("finished", $"Run {run.Id} has ended: {run.EndedBecause}.");
}
