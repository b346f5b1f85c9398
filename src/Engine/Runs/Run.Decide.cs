using System.Collections.Immutable;
using System.Diagnostics;

namespace OlUpgrade.Runs;

public sealed partial record Run
{
    /// <summary>
    /// What follows from a command in this state: events, or a refusal. Pure; <paramref name="now"/> is the time at
    /// which the events will be appended.
    /// </summary>
    public Decision Decide(RunCommand command, DateTimeOffset now) => command switch
    {
        RunCommand.Request request => Decide(request),
        RunCommand.MakePlan => DecidePlan(),
        RunCommand.BeginStep begin when TimeDecisions.Bars(this, begin.Key.Place, now) => Decision.Nothing,
        RunCommand.BeginStep begin => StepDecisions.Begin(this, begin),
        RunCommand.ReportOutcome report => StepDecisions.Report(this, report, now),
        RunCommand.ReportProbe report => StepDecisions.Report(this, report, now),
        RunCommand.EndWait end => StepDecisions.EndWait(this, end, now),
        RunCommand.Approve approve => GateDecisions.Approve(this, approve),
        RunCommand.Withdraw withdraw => GateDecisions.Withdraw(this, withdraw),
        RunCommand.Refuse refuse => GateDecisions.Refuse(this, refuse),
        RunCommand.Remind remind => GateDecisions.Remind(this, remind),
        RunCommand.Expire expire => GateDecisions.Expire(this, expire, now),
        RunCommand.Resume resume => PeopleDecisions.Resume(this, resume),
        RunCommand.Settle settle => PeopleDecisions.Settle(this, settle),
        RunCommand.Override byHand => PeopleDecisions.Override(this, byHand),
        RunCommand.AwaitWindow wait => TimeDecisions.Await(this, wait, now),
        RunCommand.WaiveWindow waive => PeopleDecisions.Waive(this, waive),
        RunCommand.NoteClockJump jump => TimeDecisions.NoteJump(this, jump),
        RunCommand.Abort abort => PeopleDecisions.Abort(this, abort),
        RunCommand.Finish => DecideFinish(),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private Decision Decide(RunCommand.Request request)
    {
        if (Version > 0)
            return Decision.Nothing;
        if (!request.Requester.Is(Role.Operator))
            return Decision.No("not-operator", $"{request.Requester.Name} is not an operator and may not start runs.");
        return Decision.Yes(new RunEvent.RunRequested(request.RequestKey, request.Requester, request.Via, request.Plan));
    }

    private Decision DecidePlan()
    {
        if (Plan is null || PlanDigest is not null || IsFinished || !SurveyIsDone)
            return Decision.Nothing;
        if (SameMachineTwice() is { } twin)
            return Decision.Yes(new RunEvent.StepFailed(twin.Place, twin.Attempt, twin.Failure, Facts.Empty));
        return Decision.Yes(new RunEvent.PlanMade(Runs.PlanDigest.Of(Plan, Surveyed, Evidence(OverheadSteps.Commits) ?? Facts.Empty)));
    }

    private Decision DecideFinish()
    {
        if (IsFinished || Plan is null || CurrentStage is not null)
            return Decision.Nothing;
        ImmutableArray<string> bad = [.. Plan.Hosts.Select(host => host.Name).Where(IsSetAside)];
        return Decision.Yes(bad.IsEmpty ? new RunEvent.RunSucceeded() : new RunEvent.RunFailed(bad));
    }

    private bool SurveyIsDone =>
        Plan!.Stages.Where(stage => stage.Kind == StageKind.Survey).All(IsDone);

    /// <summary>What the survey found, per host.</summary>
    public IReadOnlyDictionary<string, Facts> Surveyed =>
        (Plan?.Hosts ?? []).ToDictionary(
            host => host.Name,
            host => Evidence(OverheadSteps.Survey(host.Name)) ?? Facts.Empty);

    private (StepPlace Place, int Attempt, Failure Failure)? SameMachineTwice()
    {
        var twins = Surveyed
            .Where(host => host.Value.ContainsKey("machine-id"))
            .GroupBy(host => host.Value["machine-id"])
            .FirstOrDefault(group => group.Count() > 1);
        if (twins is null)
            return null;
        var names = Plan!.Hosts.Select(host => host.Name).Where(name => twins.Any(twin => twin.Key == name)).ToList();
        var place = OverheadSteps.Survey(names[^1]);
        var sentence = $"{string.Join(" and ", names)} have one machine ID, {twins.Key}: they are one machine under two " +
            "names, or one is a clone of the other. Correct the inventory, or give the clone an ID of its own, then resume.";
        return (place, Step(place).Attempt, new Failure(FailureKind.Refused, sentence, Retryable: false));
    }
}
