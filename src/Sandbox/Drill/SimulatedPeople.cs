using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill.Laws;
using OlUpgrade.Sandbox.Hosts;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// The people of a simulation: a requester who vainly approves, an approver who does it twice, an operator who mends
/// what is broken, looks at hosts before saying what happened there, and in some scenarios aborts or asks for a
/// rollback.
/// </summary>
public sealed class SimulatedPeople(World world, LawBook laws)
{
    private static readonly TimeSpan TimeToLook = TimeSpan.FromMinutes(40);
    private const int PatienceOfPeople = 6;

    // Not at once: who writes an entry has it before anybody can answer it.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private static readonly Person Stranger = new("stranger", []);

    private TaskCompletionSource _poke = new();
    private bool _owesTurn;
    private ImmutableDictionary<StepPlace, int> _mended = ImmutableDictionary<StepPlace, int>.Empty;

    public Task Wake() => _poke.Task;

    /// <summary>What is said at its time, whatever the run does then.</summary>
    public void SpeakLater(RunId run)
    {
        if (world.Scenario.AbortAfter is { } abort)
            Later(abort, () => Interrupt(run, new RunCommand.Abort(World.Approver, "enough for tonight")));
        if (world.Scenario.TurnBack is { After: { } turn, Target: var target })
            Later(turn, () => _owesTurn = !Interrupt(run, WayBack(target)));
    }

    /// <summary>Says what is said at this entry, as soon as the engine lets go of it.</summary>
    public void Seen(Entry entry)
    {
        if (world.Scenario.TurnBack is { } turn && turn.Entry == entry.Version)
            Later(Moment, () => _owesTurn = !Interrupt(entry.Run, WayBack(turn.Target)));
    }

    /// <summary>
    /// Asks for the rollback of the scenario when its moment has come; says it once more to whoever gave no answer.
    /// </summary>
    public async Task<bool> TurnBackAsync(Recorder recorder, Run run)
    {
        if (
            world.Scenario.TurnBack is not { } turn
            || run.Rollback is not null
            || !(_owesTurn || turn.At.Contains(run.Status))
        )
            return false;
        _owesTurn = false;
        return await SayAsync(recorder, run.Id, WayBack(turn.Target));
    }

    /// <summary>Does what the run waits for, if it waits for people.</summary>
    public async Task<bool> ActAsync(Recorder recorder, Run run)
    {
        if (run.IsFinished)
            return false;
        if (run.Stuck.FirstOrDefault() is { } stuck)
            return await MendAsync(recorder, run, stuck);
        return run.Status == RunStatus.AwaitingApproval
            && run.Gate(run.StandsAt!.Name) is { AskedAt: not null } gate
            && await ApproveAsync(recorder, run, gate);
    }

    private async Task<bool> ApproveAsync(Recorder recorder, Run run, GateProgress gate)
    {
        if (gate.Expired)
            return await SayAsync(recorder, run.Id, new RunCommand.Resume(null, World.Requester, "ask again"));
        await SayAsync(recorder, run.Id, new RunCommand.Approve(gate.Stage, run.PlanDigest, World.Requester, "slack"));
        await SayAsync(recorder, run.Id, new RunCommand.Approve(gate.Stage, run.PlanDigest, Stranger, "slack"));
        await SayAsync(recorder, run.Id, new RunCommand.Approve(gate.Stage, run.PlanDigest, World.Approver, "slack"));
        return await SayAsync(
            recorder,
            run.Id,
            new RunCommand.Approve(gate.Stage, run.PlanDigest, World.Approver, "slack")
        );
    }

    private async Task<bool> MendAsync(Recorder recorder, Run run, StepProgress stuck)
    {
        world.Time.PassUntil(world.Time.GetUtcNow() + TimeToLook);
        world.Slack.Outages.Clear();
        world.GitHub.Outages.Clear();
        if (
            world.Scenario.Choice is { } choice
            && !ChosenWord.IsIn(world.Entries(run.Id), choice)
            && await ChooseAsync(recorder, run, stuck, choice)
        )
            return true;
        foreach (var host in world.Fleet.Hosts)
            Repair.Host(host);
        var tried = _mended.GetValueOrDefault(stuck.Place);
        _mended = _mended.SetItem(stuck.Place, tried + 1);
        if (tried >= PatienceOfPeople)
            return await SayAsync(recorder, run.Id, new RunCommand.Abort(World.Approver, "it does not want to"));
        return await SayAsync(recorder, run.Id, Answer(run, stuck, tried));
    }

    /// <summary>False where the run does not allow the choice, as while nobody can tell what happened.</summary>
    private async Task<bool> ChooseAsync(Recorder recorder, Run run, StepProgress stuck, Choice choice)
    {
        if (ChosenWord.MendsFirst(choice) && world.Fleet.Find(stuck.Place.Host) is { } host)
        {
            Repair.Host(host);
            host.ChangedCheckouts.Clear();
            if (choice == Choice.ResumeDoneByHand)
                Repair.DoByHand(host, run.Plan!.Step(stuck.Place).Work);
        }

        return await SayAsync(recorder, run.Id, ChosenWord.Of(choice, stuck.Place));
    }

    /// <summary>What somebody says who looked at the host: in doubt, what really happened there.</summary>
    private RunCommand Answer(Run run, StepProgress stuck, int tried)
    {
        // Somebody's patch is not taken away at night: an approver looks at it and has the run go on.
        if (stuck.Failure?.Kind == FailureKind.NotReady)
            return new RunCommand.Override(stuck.Place, World.Approver, "the patch is known");
        // A ledger that is not the one that was is no trouble that passes: who sees it twice takes the host as it is.
        if (
            stuck is { Phase: StepPhase.Failed, Failure.Kind: FailureKind.Refused }
            && tried > 0
            && IsOnHost(run, stuck.Place)
        )
            return new RunCommand.Adopt(stuck.Place.Host, World.Approver, "its disk was put back");
        if (stuck.Phase != StepPhase.Unknown || stuck.Place.Host == StepPlace.NoHost)
            return new RunCommand.Resume(stuck.Place, World.Approver, "mended");
        var key = new StepKey(run.Id, stuck.Place, stuck.Attempt);
        var happened = world.Fleet.Effects.Count(stuck.Place.Host, key, EffectKind.AttemptBegan) > 0;
        return new RunCommand.Settle(stuck.Place, happened, World.Approver, "I looked");
    }

    private static bool IsOnHost(Run run, StepPlace place) =>
        run.Plan!.Stage(place.Stage).Kind is StageKind.Upgrade or StageKind.Rollback;

    private async Task<bool> SayAsync(Recorder recorder, RunId run, RunCommand command)
    {
        var recorded = await recorder.RecordAsync(run, command, lease: null, CancellationToken.None);
        laws.Heard(command, recorded);
        return recorded.IsChanged;
    }

    private static RunCommand.RollBack WayBack(string target) => new(target, World.Approver, "it is not what we want");

    private void Later(TimeSpan after, Action speak) =>
        _ = Task.Delay(after, world.Time)
            .ContinueWith(
                _ => speak(),
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );

    /// <summary>
    /// Says it while the engine is at work; false when the server died while it heard the person, who sees no answer.
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

        var rung = _poke;
        _poke = new TaskCompletionSource();
        rung.TrySetResult();
        return isAnswered;
    }
}
