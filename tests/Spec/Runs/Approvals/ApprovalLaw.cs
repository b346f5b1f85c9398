using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Spec.Runs.Approvals;

/// <summary>
/// The law, told by somebody who knows who is who: no effect on a host without as many distinct, active, entitled
/// people other than the requester as the plan asks for, each of whom was shown that question. A declared emergency
/// rollback is the only exception. It keeps its own record and asks nothing of the run's own count.
/// </summary>
internal sealed class ApprovalLaw(IReadOnlyList<Human> people)
{
    private readonly Dictionary<string, List<Human>> _given = new(StringComparer.Ordinal);

    /// <summary>What a person meant, whatever they typed: only this question counts as approved by them.</summary>
    public string? MeantGate { get; set; }

    /// <summary>What is broken by this event in this state; null when nothing is.</summary>
    public string? Broken(Run before, RunEvent happened)
    {
        switch (happened)
        {
            case RunEvent.ApprovalGiven given:
                var by = Of(given.By);
                if (given.Stage != MeantGate)
                    return $"{by.Name} meant {MeantGate} and approved {given.Stage}";
                if (!by.MayApprove)
                    return $"{by.Name} approved {given.Stage} without being an active approver";
                At(given.Stage).Add(by);
                return null;
            case RunEvent.ApprovalWithdrawn taken:
                At(taken.Stage).Remove(Of(taken.By));
                return null;
            case RunEvent.ApprovalVoided voided:
                At(voided.Stage).RemoveAll(human => voided.Accounts!.Any(human.Has));
                return null;
            case RunEvent.StepRefused refused:
                At(refused.Place.ToString()).Clear();
                return null;
            case RunEvent.StepStarted started:
                return BrokenBy(before, started.Place);
            default:
                return null;
        }
    }

    private string? BrokenBy(Run run, StepPlace place)
    {
        var plan = run.Plan!;
        if (place.Host == StepPlace.NoHost || plan.Step(place).Work.OnlyReads)
            return null;
        var stage = plan.Stage(place.Stage);
        if (stage.Kind == StageKind.Rollback && run.Rollback is { IsEmergency: true })
            return null;
        var gates =
            stage.Kind == StageKind.Rollback ? [stage] : plan.Stages.TakeWhile(one => one != stage).Append(stage);
        foreach (var gate in gates.Select(Gate.Of).Append(Gate.Of(plan, place)).OfType<Gate>())
        {
            var asker = Of(run.AskedBy(gate));
            var said = At(gate.Name).Where(human => human != asker).Distinct().ToList();
            if (said.Count < gate.Rule.Needs)
                return $"{place} began with {said.Count} of {gate.Rule.Needs} approvals of {gate.Name}";
            if (IsFirst(run, place) && said.Count(human => human.MayApprove) < gate.Rule.Needs)
                return $"{place} began though an approver of {gate.Name} had lost the role";
        }

        return null;
    }

    private static bool IsFirst(Run run, StepPlace place) =>
        !run.Steps.Values.Any(step =>
            step.Place.Stage == place.Stage && step.StartedAt is not null && !run.Plan!.Step(step.Place).Work.OnlyReads
        );

    private Human Of(Person person) => people.First(human => person.Accounts!.Any(human.Has));

    private List<Human> At(string gate) => _given.TryGetValue(gate, out var given) ? given : _given[gate] = [];
}
