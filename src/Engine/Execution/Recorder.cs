using System.Collections.Concurrent;
using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Execution;

/// <summary>
/// The only way into the journal: load, decide, append. Whoever was overtaken reads again and decides again; whoever
/// lost the hold is told so and must stop. What it remembers of runs is a cache that may be lost at any time.
/// </summary>
public sealed class Recorder(IJournal journal, TimeProvider time)
{
    private const int MaxTries = 20;

    private const string HostTaken =
        "Another open run works on one of its hosts by now. See `status`; "
        + "wait for that run or end it, then say it again.";

    private readonly ConcurrentDictionary<RunId, Run> _folds = new();

    // Of many hosts that report at once each would overtake the others, and all would decide again and again.
    private readonly ConcurrentDictionary<RunId, SemaphoreSlim> _turns = new();

    /// <summary>
    /// Raised after each append and before the command is answered; changes to one run come in order. A handler must
    /// be quick and must not throw.
    /// </summary>
    public event EventHandler<RunChangedEventArgs>? RunChanged;

    /// <summary>
    /// The runs that were looked at, as they were then: all there is while the journal cannot be read.
    /// </summary>
    public IEnumerable<Run> Known => _folds.Values;

    /// <summary>
    /// The run as it was when it was last read or appended to by this recorder; null when it never was.
    /// </summary>
    public Run? Remembered(RunId id) => _folds.GetValueOrDefault(id);

    /// <summary>The run as the journal tells it now; null when there is none of this number.</summary>
    public async Task<Run?> LoadAsync(RunId id, CancellationToken cancellation)
    {
        var known = Remembered(id) ?? Run.Initial(id);
        var entries = await journal.ReadAsync(id, known.Version, cancellation);
        var run = entries.Aggregate(known, (fold, entry) => fold.Evolve(entry));
        return run.Version == 0 ? null : Remember(run);
    }

    /// <summary>Which of the machines that this run found are worked on by other open runs, by machine ID.</summary>
    public async Task<ImmutableDictionary<string, RunId>> OwnersAsync(Run run, CancellationToken cancellation)
    {
        var takers = ImmutableDictionary.CreateBuilder<string, RunId>();
        foreach (var machine in run.MachinesToTake.Distinct())
        {
            if (await journal.OwnerOfAsync(machine, cancellation) is { } taker && taker != run.Id)
                takers.Add(machine, taker);
        }

        return takers.ToImmutable();
    }

    /// <summary>Decides a command and appends what follows from it; the commands to one run take turns.</summary>
    /// <param name="hold">The executor's hold; null for signals of people.</param>
    public async Task<Recorded> RecordAsync(RunId id, RunCommand command, Lease? hold, CancellationToken cancellation)
    {
        var turn = _turns.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellation);
        try
        {
            return await InTurnAsync(id, command, hold, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Forgets what it remembers of a run whose journal is gone.</summary>
    public void Forget(RunId id)
    {
        _folds.TryRemove(id, out _);
        _turns.TryRemove(id, out _);
    }

    private async Task<Recorded> InTurnAsync(RunId id, RunCommand command, Lease? hold, CancellationToken cancellation)
    {
        for (var tried = 0; tried < MaxTries; tried++)
        {
            // What is remembered may be old: the journal refuses what follows from it, and that nothing follows is not
            // believed.
            var remembered = tried == 0 ? Remembered(id) : null;
            var before = remembered
                ?? await LoadAsync(id, cancellation)
                ?? throw new InvalidOperationException($"There is no run {id}.");
            var now = time.GetUtcNow();
            var decision = before.Decide(command, now);
            if (decision.Events.IsEmpty && remembered is not null)
                continue;
            if (decision.Events.IsEmpty)
                return new Recorded(before, decision.Refusal, IsChanged: false);
            var (entries, notes, after) = Unfold(before, decision.Events, now);
            var isReopened = before.IsSettled && !after.IsSettled;
            var isPlanned = before.PlanDigest is null && after.PlanDigest is not null;
            var news = new NewEntries(
                id,
                before.Version,
                entries,
                notes,
                RunSummary.Of(after, now),
                hold?.FencingToken,
                isPlanned || isReopened ? after.MachinesToTake : []
            )
            {
                ReacquiredHosts = isReopened ? [.. after.Plan!.HostsToTake] : [],
            };
            switch (await journal.AppendAsync(news, cancellation))
            {
                case Appended.Yes:
                    Remember(after);
                    RunChanged?.Invoke(this, new RunChangedEventArgs(after, entries));
                    return new Recorded(after, decision.Refusal, IsChanged: true);
                case Appended.HostTaken:
                    return new Recorded(before, new Refusal("host-taken", HostTaken), IsChanged: false);
                case Appended.HoldLost:
                    return new Recorded(before, null, IsChanged: false, IsHoldLost: true);
            }
        }

        throw new InvalidOperationException($"Run {id} changed {MaxTries} times while one command was decided.");
    }

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

        // Every note sees the state behind the whole decision: a failure that is retried is not told as the end.
        var notes = entries
            .Select((entry, index) => Notes.From(states[index], entry, states[^1]))
            .SelectMany(note => note);
        return (entries.ToImmutable(), [.. notes], states[^1]);
    }

    private Run Remember(Run run) =>
        _folds.AddOrUpdate(run.Id, run, (_, known) => known.Version > run.Version ? known : run);
}
