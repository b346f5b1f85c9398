using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Secrets;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// The only way into the journal: load, decide, append. A command that another append overtakes is decided again; a
/// worker that has lost its lease gets that as the result, and must stop. The runs that it remembers are a cache.
/// </summary>
/// <param name="redactor">Knows the secrets that no entry may hold; null for none.</param>
public sealed class Recorder(IJournal journal, TimeProvider time, Redactor? redactor = null)
{
    private const int MaxTries = 20;

    private const string HostTaken =
        "Another open run has one of its hosts now. Run `status`; wait for that run or end it, then try again.";

    private readonly EventCleaner _cleaner = new(redactor ?? Redactor.None);

    private readonly ConcurrentDictionary<RunId, Run> _folds = new();

    // All there is of the fleet's stream; null before it was first read.
    private FleetState? _fleet;
    private readonly Lock _remembering = new();

    // Without turns, many hosts that report at once would overtake each other, and all would decide again and again.
    private readonly ConcurrentDictionary<RunId, SemaphoreSlim> _turns = new();

    /// <summary>
    /// Raised after each append and before the command is answered; changes to one run come in order. A handler must
    /// be quick and must not throw.
    /// </summary>
    public event EventHandler<RunChangedEventArgs>? RunChanged;

    /// <summary>
    /// The remembered runs, as they were when they were last read: all there is while the journal cannot be read.
    /// </summary>
    public IEnumerable<Run> Known => _folds.Values;

    /// <summary>
    /// The run as this recorder last read it or appended to it; null if it did neither.
    /// </summary>
    public Run? Remembered(RunId id) => _folds.GetValueOrDefault(id);

    /// <summary>The run as it is in the journal now; null if there is no run of this number.</summary>
    public async Task<Run?> LoadAsync(RunId id, CancellationToken cancellation)
    {
        var known = Remembered(id) ?? Run.Initial(id);
        var entries = await journal.ReadAsync(id, known.Version, cancellation);
        var run = entries.Aggregate(known, (fold, entry) => fold.Evolve(entry));
        return run.Version == 0 ? null : Remember(run);
    }

    /// <summary>The other open runs that work on machines that this run found, by machine ID.</summary>
    public async Task<ImmutableDictionary<string, RunId>> OwnersAsync(Run run, CancellationToken cancellation)
    {
        var owners = ImmutableDictionary.CreateBuilder<string, RunId>();
        foreach (var machine in run.MachinesToTake.Distinct())
        {
            if (await journal.OwnerOfAsync(machine, cancellation) is { } owner && owner != run.Id)
                owners.Add(machine, owner);
        }

        return owners.ToImmutable();
    }

    /// <summary>Which hosts are taken and which are out of service, over all runs, as the journal says now.</summary>
    public async Task<FleetState> FleetAsync(CancellationToken cancellation)
    {
        var known = _fleet ?? FleetState.Empty;
        var fleet = (await journal.ReadFleetAsync(known.Version, cancellation)).Aggregate(known, (state, entry) =>
            state.Evolve(entry)
        );
        return Remember(fleet);
    }

    /// <summary>
    /// Makes the fleet's stream say what an open run has taken and out of service. An earlier release knew no such
    /// stream, and the run may append nothing for long.
    /// </summary>
    public async Task TellFleetAsync(RunId id, CancellationToken cancellation)
    {
        for (var tried = 0; tried < MaxTries; tried++)
        {
            var fleet = await FleetAsync(cancellation);
            if (await LoadAsync(id, cancellation) is not { } run)
                return;
            var changes = FleetChanges.OfOpen(fleet, run);
            if (changes.IsEmpty)
                return;
            if (await journal.AppendFleetAsync(After(fleet, changes, time.GetUtcNow()), cancellation) == Appended.Yes)
                return;
        }

        throw new InvalidOperationException($"The fleet changed {MaxTries} times while run {id} was taken up.");
    }

    /// <summary>
    /// Returns a host that a run left out of service whose journal has expired since. False if it is in service, or a
    /// run has taken it.
    /// </summary>
    public async Task<bool> ReturnAsync(FleetEvent.Returned returned, CancellationToken cancellation)
    {
        for (var tried = 0; tried < MaxTries; tried++)
        {
            var fleet = await FleetAsync(cancellation);
            if (fleet.Find(returned.Host, returned.MachineId) is not { Out: not null, TakenBy: null })
                return false;
            var entry = new FleetEntry(fleet.Version + 1, time.GetUtcNow(), _cleaner.Clean(returned));
            if (await journal.AppendFleetAsync(new(fleet.Version, [entry]), cancellation) == Appended.Yes)
                return true;
        }

        throw new InvalidOperationException($"The fleet changed {MaxTries} times while one command was decided.");
    }

    /// <summary>Decides a command and appends what follows from it. The commands to one run take turns.</summary>
    /// <param name="id">The run, which must exist.</param>
    /// <param name="command">What is decided, again each time that another append comes first.</param>
    /// <param name="lease">The worker's lease; null for signals of people.</param>
    /// <param name="cancellation">Ends the wait for the run's turn, or the append, with an exception.</param>
    public async Task<Recorded> RecordAsync(RunId id, RunCommand command, Lease? lease, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            return await InTurnAsync(id, command, lease, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets a run whose journal was deleted.</summary>
    public void Forget(RunId id)
    {
        _folds.TryRemove(id, out _);
        _turns.TryRemove(id, out _);
    }

    private async Task<Recorded> InTurnAsync(RunId id, RunCommand command, Lease? lease, CancellationToken cancellation)
    {
        for (var tried = 0; tried < MaxTries; tried++)
        {
            // The remembered run may be out of date. The journal refuses events that follow from such a run; that none
            // follow is decided only from what the journal says now.
            var remembered = tried == 0 ? Remembered(id) : null;
            var before = remembered
                ?? await LoadAsync(id, cancellation)
                ?? throw new InvalidOperationException($"There is no run {id}.");
            var now = time.GetUtcNow();
            var fleet = tried == 0 && _fleet is { } seen ? seen : await FleetAsync(cancellation);
            var (informed, reliesOnFleet) = Informed(command, before, fleet);
            var decision = before.Decide(informed, now);
            if (decision.Events.IsEmpty && remembered is not null)
                continue;
            if (decision.Events.IsEmpty)
                return new Recorded(before, decision.Refusal, IsChanged: false);
            var (entries, notes, after) = Unfold(before, [.. decision.Events.Select(_cleaner.Clean)], now);
            var isReopened = before.IsSettled && !after.IsSettled;
            var isPlanned = before.PlanDigest is null && after.PlanDigest is not null;
            var append = new NewEntries(
                id,
                before.Version,
                entries,
                notes,
                RunSummary.Of(after, now),
                lease?.FencingToken,
                isPlanned || isReopened ? after.MachinesToTake : []
            )
            {
                ReacquiredHosts = isReopened ? [.. after.Plan!.HostsToTake] : [],
                Fleet = FleetOf(fleet, before, entries, after, reliesOnFleet),
            };
            switch (await journal.AppendAsync(append, cancellation))
            {
                case Appended.Yes:
                    Remember(append.Fleet);
                    Remember(after);
                    RunChanged?.Invoke(this, new RunChangedEventArgs(after, entries));
                    return new Recorded(after, decision.Refusal, IsChanged: true);
                case Appended.HostTaken:
                    return new Recorded(before, new Refusal("host-taken", HostTaken), IsChanged: false);
                case Appended.LeaseLost:
                    return new Recorded(before, null, IsChanged: false, IsLeaseLost: true);
            }
        }

        throw new InvalidOperationException($"Run {id} changed {MaxTries} times while one command was decided.");
    }

    /// <summary>The command with what it must know of the fleet, and whether it must know anything.</summary>
    private static (RunCommand Command, bool ReliesOnFleet) Informed(RunCommand command, Run run, FleetState fleet) =>
        command switch
        {
            RunCommand.MakePlan make => (make with { Fleet = fleet }, true),
            RunCommand.BeginStep begin when run.Plan?.Step(begin.Key.Place).Work is Work.TakeHost or Work.Preflight => (
                begin with
                {
                    Fleet = fleet,
                },
                true
            ),
            RunCommand.ReportOutcome { Outcome: Outcome.Failed } report
                when run.IsRollingBack && run.Plan?.Step(report.Key.Place).Work is Work.TakeHost => (
                report with
                {
                    Fleet = fleet,
                },
                true
            ),
            PersonsCommand.RollBack back => (back with { Fleet = fleet }, true),
            PersonsCommand.Return said => (said with { Fleet = fleet }, true),
            // Every other command is decided from the run alone.
            _ => (command, false),
        };

    /// <summary>Null if the append neither changes the fleet nor was decided from it.</summary>
    private static NewFleetEntries? FleetOf(
        FleetState fleet,
        Run before,
        ImmutableArray<Entry> entries,
        Run after,
        bool reliesOnFleet
    )
    {
        var changes = FleetChanges.Of(fleet, before, entries, after);
        return changes.IsEmpty && !reliesOnFleet && !FleetChanges.RelyOn(before, entries, after)
            ? null
            : After(fleet, changes, entries[^1].At);
    }

    private static NewFleetEntries After(FleetState fleet, ImmutableArray<FleetEvent> changes, DateTimeOffset at) =>
        new(
            fleet.Version,
            [.. changes.Select((change, index) => new FleetEntry(fleet.Version + 1 + index, at, change))]
        );

    private static (ImmutableArray<Entry> Entries, ImmutableArray<Note> Notes, Run After) Unfold(
        Run before,
        ImmutableArray<RunEvent> events,
        DateTimeOffset now
    )
    {
        var entries = ImmutableArray.CreateBuilder<Entry>();
        var states = ImmutableArray.CreateBuilder<Run>();
        states.Add(before);
        foreach (var happened in events)
        {
            entries.Add(new Entry(before.Id, states[^1].Version + 1, now, happened));
            states.Add(states[^1].Evolve(entries[^1]));
        }

        // Every note sees the state after the whole decision: a failure that is retried is not reported as final.
        var notes = entries
            .Select((entry, index) => Notes.From(states[index], entry, states[^1]))
            .SelectMany(note => note);
        return (entries.ToImmutable(), [.. notes], states[^1]);
    }

    /// <summary>Another run may have remembered a later state by now, or a reader an earlier one.</summary>
    private void Remember(NewFleetEntries? added)
    {
        if (
            added is not { Entries.IsEmpty: false }
            || _fleet is not { } fleet
            || fleet.Version != added.ExpectedVersion
        )
            return;
        Remember(added.Entries.Aggregate(fleet, (state, entry) => state.Evolve(entry)));
    }

    /// <summary>A slow reader comes with an earlier state than another has left. The later of the two.</summary>
    private FleetState Remember(FleetState fleet)
    {
        lock (_remembering)
        {
            if (_fleet is { } known && known.Version > fleet.Version)
                return known;
            return _fleet = fleet;
        }
    }

    private Run Remember(Run run) =>
        _folds.AddOrUpdate(run.Id, run, (_, known) => known.Version > run.Version ? known : run);
}
