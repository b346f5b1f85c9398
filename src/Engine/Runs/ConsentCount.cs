using OlUpgrade.Plans;

namespace OlUpgrade.Runs;

/// <summary>
/// How many people agreed at a gate. Only distinct people count, none of whom asked for what waits there: the journal
/// may show later that two of them are one, or that one of them is the requester.
/// </summary>
internal static class ConsentCount
{
    public static int Of(Run run, Gate gate)
    {
        var people = new List<Person>();
        foreach (var approval in run.Gate(gate.Name).Approvals)
        {
            if (Counts(run, gate, approval.By) && !people.Exists(other => run.AreOne(other, approval.By)))
                people.Add(approval.By);
        }

        return people.Count;
    }

    /// <summary>An approval under a name alone counts for what had begun before names stopped counting.</summary>
    private static bool Counts(Run run, Gate gate, Person approver) =>
        !run.AreOne(approver, run.AskedBy(gate)) && (approver.HasAccounts || HasBegun(run, gate));

    /// <summary>True once a step that the gate stands before has begun.</summary>
    public static bool HasBegun(Run run, Gate gate)
    {
        if (gate.Before is { } step)
            return run.Step(step).StartedAt is not null;
        var stages = run.Plan!.Stages.Select(stage => stage.Name).ToList();
        var first = stages.IndexOf(gate.Name);
        return run.Steps.Values.Any(one =>
            one.StartedAt is not null && !AskStep.Is(one.Place) && stages.IndexOf(one.Place.Stage) >= first
        );
    }
}
