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
    private readonly HashSet<(Human By, string Gate)> _takenBack = [];

    /// <summary>What a person meant, whatever they typed: only this question counts as approved by them.</summary>
    public string? MeantGate { get; set; }

    /// <summary>Somebody takes a reaction back, and the service does not hear of it.</summary>
    public void TakeBack(Human by, string gate) => _takenBack.Add((by, gate));

    /// <summary>Somebody reacts, for the first time or again.</summary>
    public void React(Human by, string gate) => _takenBack.Remove((by, gate));

    /// <summary>Whether Slack would show the reaction.</summary>
    public bool HasReaction(Person person, string gate) =>
        At(gate).Exists(human => person.Accounts!.Any(human.Has) && !_takenBack.Contains((human, gate)));

    /// <summary>True once something that the gate allows has been done.</summary>
    public static bool HasBegun(Run run, string gate) =>
        run.Plan!.Stages.SkipWhile(stage => stage.Name != gate).Any(stage => !IsUntouched(run, stage.Name));

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
                _takenBack.Remove((by, given.Stage));
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
            if (run.Plan!.IsUnprovenSchedule && gate.Name == ReservedNames.PrepareStage && said.Count < 2)
                return $"{place} of a schedule began with {said.Count} approvals";
            if (said.Count < gate.Rule.Needs)
                return $"{place} began with {said.Count} of {gate.Rule.Needs} approvals of {gate.Name}";
            if (!IsUntouched(run, place.Stage))
                continue;
            if (said.Count(human => human.MayApprove) < gate.Rule.Needs)
                return $"{place} began though an approver of {gate.Name} had lost the role";
            if (!HasBegun(run, gate.Name) && said.Count(human => Stands(human, gate.Name)) < gate.Rule.Needs)
                return $"{place} began though an approver had taken back the reaction at {gate.Name}";
        }

        return null;
    }

    private bool Stands(Human human, string gate) => !_takenBack.Contains((human, gate));

    /// <summary>True while nothing has been done on a host of the stage; asking people is nothing done.</summary>
    private static bool IsUntouched(Run run, string stage) =>
        !run.Steps.Values.Any(step =>
            step.Place.Stage == stage
            && step.StartedAt is not null
            && run.Plan!.Step(step.Place).Work is { OnlyReads: false } and not Work.AskApproval
        );

    private Human Of(Person person) => people.First(human => person.Accounts!.Any(human.Has));

    private List<Human> At(string gate) => _given.TryGetValue(gate, out var given) ? given : _given[gate] = [];
}
