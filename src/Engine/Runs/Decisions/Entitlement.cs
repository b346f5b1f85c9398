namespace OlUpgrade.Runs.Decisions;

/// <summary>Checks whether a person may decide about a run; null if so, else the refusal.</summary>
internal static class Entitlement
{
    /// <summary>For decisions that only operators make, and only about an open run.</summary>
    public static Decision? NotEntitled(Run run, Person by) => run.IsFinished ? Finished(run) : NotOperator(by);

    /// <summary>For putting a run on hold together with every other one, which takes no role.</summary>
    public static Decision? MayNotHoldAll(Run run, Person by) => run.IsFinished ? Finished(run) : NotListed(by);

    /// <summary>For what every person of the settings may do, whatever their roles.</summary>
    public static Decision? NotListed(Person by) =>
        by.IsListed ? null : Decision.No("not-listed", $"{by.Name} is not listed in OlUpgrade's settings.");

    public static Decision? NotOperator(Person by) =>
        by.Is(Role.Operator) ? null : Decision.No("not-operator", $"{by.Name} is not an operator.");

    /// <summary>
    /// For the check of the approval itself: it stands for a second person, so the first never skips it.
    /// </summary>
    public static Decision? MayNotConfirm(Run run, Person by) =>
        NotSecond(run, by, "someone else has to confirm that its approval still counts");

    /// <summary>For decisions that only an approver other than the requester makes, with a reason.</summary>
    public static Decision? MayNotOverride(Run run, Person by, string? reason)
    {
        if (run.IsFinished)
            return Finished(run);
        if (NotSecond(run, by, "someone else has to override what stands in its way") is { } own)
            return own;
        return string.IsNullOrWhiteSpace(reason) ? NoReason("the run may continue in spite of it") : null;
    }

    private static Decision? NotSecond(Run run, Person by, string so)
    {
        if (!by.Is(Role.Approver))
            return Decision.No("not-approver", $"{by.Name} is not listed as an approver.");
        return run.Requester is { } requester && run.AreOne(by, requester)
            ? Decision.No("requester", $"{by.Name} started this run, so {so}.")
            : null;
    }

    public static Decision NoReason(string why) =>
        Decision.No("no-reason", $"Say why {why}: the reason is kept and shown to people.");

    public static Decision Finished(Run run) => Decision.No("finished", $"Run {run.Id} has ended: {run.EndedBecause}.");
}
