using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill.Laws;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The people of a simulation: a requester who tries to approve, an approver who approves twice, and an operator who
/// repairs what is broken, looks at a host before settling a doubt, and in some scenarios aborts or rolls back.
/// </summary>
public sealed class SimulatedPeople(World world, LawBook laws)
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromMinutes(40);
    private const int MaxRepairs = 6;

    // Not at once: the worker that writes an entry has it before a person can react to it.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static readonly Person Stranger = new("stranger", [], ["slack:T1/USTRANGER"]);

    private TaskCompletionSource _wake = new();
    private bool _mustRepeatRollback;
    private ImmutableDictionary<StepPlace, int> _repairs = ImmutableDictionary<StepPlace, int>.Empty;

    public Task WakeAsync() => _wake.Task;

    /// <summary>Schedules the commands that are given at a fixed time, whatever the run is doing.</summary>
    public void SpeakLater(RunId run)
    {
        if (world.Scenario.AbortAfter is { } abort)
            Later(abort, () => Interrupt(run, new PersonsCommand.Abort(World.Approver, "enough for tonight")));
        if (world.Scenario.Rollback is { After: { } turn, Target: var target })
            Later(turn, () => _mustRepeatRollback = !Interrupt(run, RollBackOf(target)));
    }

    /// <summary>Schedules the command that is given at this entry, for right after the append.</summary>
    public void Appended(Entry entry)
    {
        if (world.Scenario.Rollback is { } turn && turn.Entry == entry.Version)
            Later(Moment, () => _mustRepeatRollback = !Interrupt(entry.Run, RollBackOf(turn.Target)));
    }

    /// <summary>
    /// Requests the scenario's rollback when it is due, and repeats the request if it got no answer.
    /// </summary>
    public async Task<bool> RequestRollbackAsync(Recorder recorder, Run run)
    {
        if (
            world.Scenario.Rollback is not { } turn
            || run.Rollback is not null
            || !(_mustRepeatRollback || turn.At.Contains(run.Status))
        )
            return false;
        _mustRepeatRollback = false;
        return await SayAsync(recorder, run.Id, RollBackOf(turn.Target));
    }

    /// <summary>Does what the run waits for, if it waits for a person.</summary>
    public async Task<bool> ActAsync(Recorder recorder, Run run)
    {
        if (run.IsFinished)
            return false;
        if (run.Stuck.FirstOrDefault() is { } stuck)
            return await RepairAsync(recorder, run, stuck);
        return run.Status == RunStatus.AwaitingApproval
            && run.Gate(run.CurrentGate!.Name) is { AskedAt: not null } gate
            && await ApproveAsync(recorder, run, gate);
    }

    private async Task<bool> ApproveAsync(Recorder recorder, Run run, GateProgress gate)
    {
        if (gate.Expired)
            return await SayAsync(recorder, run.Id, new PersonsCommand.Resume(null, World.Requester, "ask again"));
        await SayAsync(recorder, run.Id, new PersonsCommand.Approve(gate.Stage, run.PlanDigest, World.Requester));
        await SayAsync(recorder, run.Id, new PersonsCommand.Approve(gate.Stage, run.PlanDigest, Stranger));
        await SayAsync(recorder, run.Id, new PersonsCommand.Approve(gate.Stage, run.PlanDigest, World.Approver));
        return await SayAsync(recorder, run.Id, new PersonsCommand.Approve(gate.Stage, run.PlanDigest, World.Approver));
    }

    private async Task<bool> RepairAsync(Recorder recorder, Run run, StepProgress stuck)
    {
        world.Time.PassUntil(world.Time.GetUtcNow() + TimeToLook);
        world.Slack.Outages.Clear();
        world.GitHub.Outages.Clear();
        if (
            world.Scenario.Choice is { } choice
            && !ChoiceCommand.IsIn(world.Entries(run.Id), choice)
            && await ChooseAsync(recorder, run, stuck, choice)
        )
            return true;
        foreach (var host in world.Fleet.Hosts)
            Repair.Host(host);
        var attempts = _repairs.GetValueOrDefault(stuck.Place);
        _repairs = _repairs.SetItem(stuck.Place, attempts + 1);
        if (attempts >= MaxRepairs)
            return await SayAsync(recorder, run.Id, new PersonsCommand.Abort(World.Approver, "it keeps failing"));
        if (IsFull(run, stuck))
            await ReturnHostsAsync(recorder);
        return await SayAsync(recorder, run.Id, Answer(run, stuck, attempts));
    }

    /// <summary>False if the run does not allow the choice, such as while it is unknown what happened.</summary>
    private async Task<bool> ChooseAsync(Recorder recorder, Run run, StepProgress stuck, Choice choice)
    {
        if (ChoiceCommand.RepairsFirst(choice) && world.Fleet.Find(stuck.Place.Host) is { } host)
        {
            Repair.Host(host);
            host.ChangedCheckouts.Clear();
            if (choice == Choice.ResumeDoneByHand)
                Repair.DoByHand(host, run.Plan!.Step(stuck.Place).Work);
        }

        return await SayAsync(recorder, run.Id, ChoiceCommand.Of(choice, stuck.Place));
    }

    /// <summary>The command of a person who looked at the host: in doubt, what really happened there.</summary>
    private RunCommand Answer(Run run, StepProgress stuck, int attempts)
    {
        if (IsFull(run, stuck))
            return new PersonsCommand.Resume(stuck.Place, World.Approver, "the other host is back");
        // Nobody removes an uncommitted patch at night: an approver looks at it and overrides the preflight.
        if (stuck.Failure?.Kind == FailureKind.NotReady)
            return new PersonsCommand.Override(stuck.Place, World.Approver, "the patch is known");
        // Another ledger than before does not go away by itself: the second time, a person adopts the host as it is.
        if (
            stuck is { Phase: StepPhase.Failed, Failure.Kind: FailureKind.Refused }
            && attempts > 0
            && IsOnHost(run, stuck.Place)
        )
            return new PersonsCommand.Adopt(stuck.Place.Host, World.Approver, "its disk was restored");
        if (stuck.Phase != StepPhase.Unknown || stuck.Place.Host == StepPlace.NoHost)
            return new PersonsCommand.Resume(stuck.Place, World.Approver, "repaired");
        var key = new StepKey(run.Id, stuck.Place, stuck.Attempt);
        var happened = world.Fleet.Effects.Count(stuck.Place.Host, key, EffectKind.AttemptBegan) > 0;
        return new PersonsCommand.Settle(stuck.Place, happened, World.Approver, "I looked");
    }

    /// <summary>True if a host may not be taken, because as many others are away as the limit allows.</summary>
    private static bool IsFull(Run run, StepProgress stuck) =>
        stuck.Failure?.Kind == FailureKind.NotReady && run.Plan!.Step(stuck.Place).Work is Work.TakeHost;

    /// <summary>Puts back by hand what an earlier run left out of service, and says so.</summary>
    private async Task ReturnHostsAsync(Recorder recorder)
    {
        foreach (var left in (await recorder.FleetAsync(CancellationToken.None)).Out.ToList())
        {
            world.Fleet.Find(left.Host)?.Files.Remove(SimulatedHost.DrainedFile);
            // The fleet alone is told: the thread of the earlier run was in another world.
            await recorder.ReturnAsync(
                new(left.Host, left.MachineId, null, World.Approver, IsByHand: true, "put back by hand"),
                CancellationToken.None
            );
        }
    }

    private static bool IsOnHost(Run run, StepPlace place) =>
        run.Plan!.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Rollback;

    private async Task<bool> SayAsync(Recorder recorder, RunId run, RunCommand command)
    {
        var recorded = await recorder.RecordAsync(run, command, lease: null, CancellationToken.None);
        laws.Heard(command, recorded);
        return recorded.IsChanged;
    }

    private static PersonsCommand.RollBack RollBackOf(string target) =>
        new(target, World.Approver, "this is not what we want");

    private void Later(TimeSpan after, Action speak) =>
        _ = Task.Delay(after, world.Time)
            .ContinueWith(
                _ => speak(),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );

    /// <summary>
    /// Gives the command while the engine is working; false if the server died over it, so that the person got no
    /// answer.
    /// </summary>
    private bool Interrupt(RunId id, RunCommand command)
    {
        var isAnswered = true;
        try
        {
            var recorder = new Recorder(world.Journal, world.Clock);
            _ = SayAsync(recorder, id, command).Result;
        }
        catch (AggregateException killed) when (killed.InnerException is WorkerKilledException)
        {
            isAnswered = false;
        }

        var woken = _wake;
        _wake = new TaskCompletionSource();
        woken.TrySetResult();
        return isAnswered;
    }
}
