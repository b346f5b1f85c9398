using System.Collections.Immutable;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill.Laws;
using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Plays one scenario to its end: drives the engine, kills its hand at the chosen appends, plays the people, lets time
/// pass, and has the laws watch.
/// </summary>
public sealed class Simulator
{
    private const int MaxRounds = 2_000;
    private const int MaxHands = 200;

    private readonly World _world;
    private readonly LawBook _laws;
    private readonly SimulatedPeople _people;
    private readonly Dictionary<int, ImmutableArray<Entry>> _counted = [];
    private int _appends;
    private int _hands;
    private Worker? _hand;

    /// <summary>Sets the world up; whoever listens hears each entry as it is appended.</summary>
    public Simulator(Scenario scenario, WatchedJournal journal, Action<Entry>? tell = null)
    {
        _world = new World(scenario, journal);
        _laws = new LawBook(_world);
        _people = new SimulatedPeople(_world, _laws);
        _world.Journal.BeforeAppend = () => KillAt(++_appends, before: true);
        _world.Journal.AfterAppend = entries =>
        {
            _counted[_appends] = entries;
            foreach (var entry in entries)
            {
                tell?.Invoke(entry);
                _people.Seen(entry);
            }

            _laws.Appended(entries);
            SpringAmbush(entries);
            KillAt(_appends, before: false);
        };
        _world.Fleet.Effects.Happened = _laws.Happened;
    }

    public World World => _world;

    /// <summary>The run as its journal, in memory, tells it at the end.</summary>
    public static Task<Ending> PlayAsync(Scenario scenario, Action<Entry>? tell = null) =>
        PlayAsync(scenario, WatchedJournal.InMemory(), tell);

    /// <summary>The run as this journal tells it at the end.</summary>
    public static async Task<Ending> PlayAsync(Scenario scenario, WatchedJournal journal, Action<Entry>? tell = null)
    {
        var simulator = new Simulator(scenario, journal, tell);
        var run = await simulator.PlayAsync();
        return new Ending(run, simulator._world, simulator._appends, simulator._hands, simulator._counted);
    }

    private async Task<Run> PlayAsync()
    {
        var id = await OpenAsync();
        _people.SpeakLater(id);
        for (var round = 0; round < MaxRounds; round++)
        {
            try
            {
                if (await RoundAsync(id) is { } settled)
                    return settled;
            }
            catch (WorkerKilledException)
            {
                _hand = null;
                _world.Journal.Reopen();
            }
        }

        throw new LawBrokenException("7", $"The run did not end in {MaxRounds} rounds.");
    }

    private async Task<RunId> OpenAsync()
    {
        while (true)
        {
            try
            {
                var request = new RunEvent.RunRequested("simulation", World.Requester, "simulation", _world.Plan);
                return await _world.Journal.OpenAsync(request, _world.Time.GetUtcNow(), CancellationToken.None) switch
                {
                    Opening.Opened opened => opened.Run,
                    Opening.Known known => known.Run,
                    var other => throw new LawBrokenException("4", $"The run could not be opened: {other}."),
                };
            }
            catch (WorkerKilledException)
            {
                // Asked again with the same key: it must be the same run.
                _world.Journal.Reopen();
            }
        }
    }

    /// <summary>One drive, one publication, one look by people; the run once it is settled and all is told.</summary>
    private async Task<Run?> RoundAsync(RunId id)
    {
        if (++_hands > MaxHands)
            throw new LawBrokenException("7", $"{MaxHands} hands were not enough.");
        _hands--;
        if (_hand is null)
        {
            _hands++;
            _hand = await Worker.TakeAsync(_world, id, $"hand-{_hands}");
        }

        var result = await _world.PumpAsync(_hand.Driver.DriveAsync(_people.Wake, CancellationToken.None));
        var rested = await LoadAsync(_hand, id);
        _laws.Rested(rested, result);
        var untold = await _world.PumpAsync(_hand.Publisher.PublishAsync(id, CancellationToken.None));
        var run = await LoadAsync(_hand, id);
        // Somebody spoke while people were told: who drives is woken by that.
        if (run.Version > rested.Version)
            return null;
        if (await _people.TurnBackAsync(_hand.Recorder, run))
            return null;
        if (run.IsSettled && untold is null)
        {
            _laws.Ended(run);
            return run;
        }

        await _people.ActAsync(_hand.Recorder, run);
        var isMoved = (await _hand.Recorder.LoadAsync(id, CancellationToken.None))!.Version > run.Version;
        if (isMoved)
            return null;
        PassTime(result.WakeAt, untold);
        return null;
    }

    private static async Task<Run> LoadAsync(Worker hand, RunId id) =>
        await hand.Recorder.LoadAsync(id, CancellationToken.None)
        ?? throw new InvalidOperationException("The run is gone.");

    private void PassTime(DateTimeOffset? wake, DateTimeOffset? untold)
    {
        var next = new[] { wake, untold }.Where(at => at is not null).Min();
        if (next is null && !_world.Time.FireNext())
            throw new LawBrokenException("7", "Nobody will ever look at the run again, and it has not ended.");
        if (next is { } at)
            _world.Time.PassUntil(at - _world.Clock.Moved);
    }

    private void SpringAmbush(ImmutableArray<Entry> entries)
    {
        if (_world.Scenario.Ambush is not { } ambush)
            return;
        foreach (var begun in entries.Select(entry => entry.Event).OfType<RunEvent.StepStarted>())
        {
            if (begun.Attempt == 1 && ambush.IsAt(_world.Plan, begun.Place))
                ambush.Spoil(_world.Fleet[ambush.Host]);
        }
    }

    private void KillAt(int append, bool before)
    {
        if (_world.Scenario.Kills.TryGetValue(append, out var isBefore) && isBefore == before)
            throw new WorkerKilledException();
    }
}
