using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs.Decisions;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs;

public sealed partial record Run
{
    /// <summary>
    /// Decides a command in this state: events, or a refusal. Pure; <paramref name="now"/> is the time at which the
    /// events will be appended.
    /// </summary>
    public Decision Decide(RunCommand command, DateTimeOffset now)
    {
        var decision = Follow(command, now);
        if (command is not PersonsCommand said)
            return decision;
        return decision.Events.IsEmpty && !Overtaking.Explains(this, decision)
            ? decision
            : Overtaking.Of(this, said, now) ?? Signed(decision, said);
    }

    /// <summary>Adds the door and the state that the person saw to the events of their decision.</summary>
    private static Decision Signed(Decision decision, PersonsCommand command) =>
        command is { Seen: null, Door: null }
            ? decision
            : decision with
            {
                Events =
                [
                    .. decision.Events.Select(happened =>
                        happened with
                        {
                            SawState = command.Seen,
                            Through = command.Door?.StoredName(),
                        }
                    ),
                ],
            };

    private Decision Follow(RunCommand command, DateTimeOffset now) =>
        command switch
        {
            PersonsCommand.Request request => Decide(request),
            RunCommand.MakePlan make => DecidePlan(make),
            RunCommand.BeginStep begin when !MayBegin(begin.Key.Place) => Decision.Nothing,
            RunCommand.BeginStep begin when GateBefore(Step(begin.Key.Place)) is not null => Decision.Nothing,
            RunCommand.BeginStep begin when IsBehindClosedGate(begin.Key.Place) => Decision.Nothing,
            RunCommand.BeginStep begin when TimeDecisions.IsOutsideWindow(this, begin.Key.Place, now) =>
                Decision.Nothing,
            RunCommand.BeginStep begin => StepDecisions.Begin(this, begin),
            RunCommand.ReportOutcome report => StepDecisions.Report(this, report, now),
            RunCommand.ReportProbe report => StepDecisions.Report(this, report, now),
            RunCommand.EndWait end => StepDecisions.EndWait(this, end, now),
            PersonsCommand.Approve approve => GateDecisions.Approve(this, approve),
            PersonsCommand.Withdraw withdraw => GateDecisions.Withdraw(this, withdraw),
            PersonsCommand.Refuse refuse => GateDecisions.Refuse(this, refuse),
            RunCommand.Remind remind => GateDecisions.Remind(this, remind),
            RunCommand.RemindDecision remind => DecisionReminders.Decide(this, remind, now),
            RunCommand.VoidApproval voided => GateDecisions.Void(this, voided),
            RunCommand.Expire expire => GateDecisions.Expire(this, expire, now),
            PersonsCommand.Resume resume => StuckRunDecisions.Resume(this, resume),
            PersonsCommand.Retry retry => StuckRunDecisions.Retry(this, retry),
            PersonsCommand.Skip skip => StuckRunDecisions.Skip(this, skip),
            PersonsCommand.Exclude exclude => StuckRunDecisions.Exclude(this, exclude),
            PersonsCommand.Return back => ReturnDecisions.Return(this, back),
            PersonsCommand.Note note => RunWideDecisions.Note(this, note),
            PersonsCommand.Halt halt => RunWideDecisions.Halt(this, halt),
            PersonsCommand.RollBack back => RollbackDecisions.Ask(this, back, now),
            RunCommand.RollBackOnFailure => RollbackDecisions.OnFailure(this),
            RunCommand.PlanRollback => RollbackDecisions.Plan(this),
            PersonsCommand.Settle settle => StuckRunDecisions.Settle(this, settle),
            PersonsCommand.Override @override => OverrideDecisions.Override(this, @override),
            PersonsCommand.Adopt adopt => OverrideDecisions.Adopt(this, adopt),
            RunCommand.AwaitWindow wait => TimeDecisions.Await(this, wait, now),
            PersonsCommand.WaiveWindow waive => OverrideDecisions.Waive(this, waive),
            RunCommand.NoteClockJump jump => TimeDecisions.NoteJump(this, jump),
            PersonsCommand.Abort abort => RunWideDecisions.Abort(this, abort),
            RunCommand.Finish => DecideFinish(),
            RunCommand.OfferBranch => BranchDecisions.Offer(this, now),
            PersonsCommand.DeleteBranch delete => BranchDecisions.Delete(this, delete),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private Decision Decide(PersonsCommand.Request request)
    {
        if (Version > 0)
            return Decision.Nothing;
        if (!request.By.Is(Role.Operator))
            return Decision.No("not-operator", $"{request.By.Name} is not an operator and may not start runs.");
        return Decision.Yes(new RunEvent.RunRequested(request.RequestKey, request.By, request.Via, request.Plan));
    }

    private Decision DecidePlan(RunCommand.MakePlan make)
    {
        if (Plan is null || PlanDigest is not null || IsFinished || !SurveyIsDone)
            return Decision.Nothing;
        if ((SameMachineTwice() ?? MachineOfAnotherRun(make.Owners)) is { } clash)
            return Decision.Yes(clash);
        return Decision.Yes(
            new RunEvent.PlanMade(
                Plans.PlanDigest.Of(Plan, Surveyed, CommitsToGoBackTo, AnnouncedTargets),
                SeenBy(make)
            )
        );
    }

    /// <summary>A run that takes no host has no use for what others have taken.</summary>
    private FleetSeen? SeenBy(RunCommand.MakePlan make) =>
        Plan is { OnlyReads: false } && make.Fleet is { } fleet ? FleetRoom.Seen(this, fleet) : null;

    private Decision DecideFinish()
    {
        if (IsFinished || Plan is null || CurrentStage is not null)
            return Decision.Nothing;
        if (Rollback is not null)
            return RollbackDecisions.Finish(this);
        ImmutableArray<string> bad = [.. Plan.Hosts.Select(host => host.Name).Where(IsFoundUnhealthy)];
        return Decision.Yes(bad.IsEmpty ? new RunEvent.RunSucceeded() : new RunEvent.RunFailed(bad));
    }

    /// <summary>
    /// Checked again after preparing, which takes time: by now the run may be on hold or rolling back, or the host set
    /// aside.
    /// </summary>
    private bool MayBegin(StepPlace place) => HaltedBy is null && IsAhead(place.Stage) && !IsSetAside(place.Host);

    /// <summary>
    /// True if the stage of this step, or one before it, is not open (any more): an approval may be withdrawn while the
    /// step is prepared. The question itself is asked before a closed gate.
    /// </summary>
    private bool IsBehindClosedGate(StepPlace place)
    {
        if (AskStep.Is(place))
            return false;
        var before = StagesAhead.TakeWhile(stage => stage.Name != place.Stage);
        return !before.Append(Plan!.Stage(place.Stage)).All(IsOpen);
    }

    private bool SurveyIsDone => Plan!.Stages.Where(stage => stage.Kind == StageKind.Survey).All(IsDone);

    /// <summary>What the survey found on each host.</summary>
    public IReadOnlyDictionary<string, Facts> Surveyed =>
        (Plan?.Hosts ?? []).ToDictionary(
            host => host.Name,
            host => Evidence(BuiltInSteps.Survey(host.Name)) ?? Facts.Empty
        );

    /// <summary>The commit to go back to in each repository, as read before the plan was posted.</summary>
    public Facts CommitsToGoBackTo =>
        Evidence(BuiltInSteps.Commits) is { } read
            ? read.RemoveRange(read.Keys.Where(name => Plan?.RollbackBranch?.Repositories.Contains(name) != true))
            : Facts.Empty;

    /// <summary>The announced changes of packages, by host; only hosts on which a step upgrades them.</summary>
    private Facts AnnouncedTargets =>
        (Plan?.Hosts ?? [])
            .Select(host => (host.Name, Lines: Evidence(BuiltInSteps.Outlook(host.Name))))
            .Where(host => host.Lines?.ContainsKey(UpgradeTargets.ChangesFact) == true)
            .Aggregate(Facts.Empty, (all, host) => all.SetItem(host.Name, host.Lines![UpgradeTargets.ChangesFact]));

    /// <summary>The machine IDs of the hosts that the run will change; empty for a read-only run.</summary>
    public ImmutableArray<string> MachinesToTake =>
        Plan is { OnlyReads: false } ? [.. Surveyed.Values.Select(MachineOf).OfType<string>()] : [];

    private static string? MachineOf(Facts surveyed) => surveyed.GetValueOrDefault("machine-id");

    private RunEvent.StepFailed? SameMachineTwice()
    {
        var twins = Surveyed
            .Where(host => MachineOf(host.Value) is not null)
            .GroupBy(host => MachineOf(host.Value))
            .FirstOrDefault(group => group.Count() > 1);
        if (twins is null)
            return null;
        var names = Plan!.Hosts.Select(host => host.Name).Where(name => twins.Any(twin => twin.Key == name)).ToList();
        return NotOurs(
            names[^1],
            $"{string.Join(" and ", names)} have one machine ID, {twins.Key}: they are one machine under two "
                + "names, or one is a clone of the other. Correct the inventory, "
                + "or give the clone an ID of its own, then resume."
        );
    }

    private RunEvent.StepFailed? MachineOfAnotherRun(ImmutableDictionary<string, RunId> owners)
    {
        if (
            Plan!.OnlyReads
            || Surveyed.FirstOrDefault(host => owners.ContainsKey(MachineOf(host.Value) ?? ""))
                is not { Key: { } name } taken
        )
            return null;
        var machine = MachineOf(taken.Value)!;
        return NotOurs(
            name,
            $"{name} has the machine ID {machine}, and run {owners[machine]} works on that machine, perhaps under "
                + $"another name. Wait for run {owners[machine]} or end it, then "
                + "resume. If they are two machines, one is a clone: "
                + "give it an ID of its own."
        );
    }

    private RunEvent.StepFailed NotOurs(string host, string sentence)
    {
        var survey = Step(BuiltInSteps.Survey(host));
        return new(
            survey.Place,
            survey.Attempt,
            new Failure(FailureKind.Refused, sentence, Retryable: false),
            Facts.Empty
        );
    }
}
