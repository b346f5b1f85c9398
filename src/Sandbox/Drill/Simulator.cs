using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill.Laws;
using OlUpgrade.Storage;

namespace OlUpgrade.Sandbox.Drill;

/// <summary>
/// Plays one scenario to its end: drives the engine, kills its worker at the chosen appends, plays the people, advances
/// time, and checks the laws.
/// </summary>
public sealed class Simulator
{
    private const int MaxRounds = 2_000;
    private const int MaxWorkers = 200;

    private readonly World _world;
    private readonly LawBook _laws;
    private readonly SimulatedPeople _people;
    private readonly Dictionary<int, ImmutableArray<Entry>> _counted = [];
    private int _appends;
    private int _workers;
    private Worker? _worker;

    /// <summary>Creates the world of the scenario.</summary>
    /// <param name="onEntry">Called with each entry when it is appended.</param>
    public Simulator(Scenario scenario, WatchedJournal journal, Action<Entry>? onEntry = null)
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
                onEntry?.Invoke(entry);
                _people.Appended(entry);
            }

            _laws.Appended(entries);
            ArmFaultAtStep(entries);
            KillAt(_appends, before: false);
        };
        _world.Fleet.Effects.Happened = _laws.Happened;
    }

    public World World => _world;

    /// <summary>Plays the scenario with a journal in memory.</summary>
    public static Task<Ending> PlayAsync(Scenario scenario, Action<Entry>? onEntry = null) =>
        PlayAsync(scenario, WatchedJournal.InMemory(), onEntry);

    /// <summary>Plays the scenario with this journal.</summary>
    public static async Task<Ending> PlayAsync(Scenario scenario, WatchedJournal journal, Action<Entry>? onEntry = null)
    {
        var simulator = new Simulator(scenario, journal, onEntry);
        var run = await simulator.PlayAsync();
        return new Ending(run, simulator._world, simulator._appends, simulator._workers, simulator._counted);
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
                _worker = null;
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
                var request = new RunEvent.RunRequested(
                    _world.Scenario.RequestKey,
                    World.Requester,
                    "simulation",
                    _world.Plan
                );
                return await _world.Journal.OpenAsync(request, _world.Time.GetUtcNow(), CancellationToken.None) switch
                {
                    Opening.Opened opened => opened.Run,
                    Opening.Known known => known.Run,
                    Opening.HostTaken taken => throw new LawBrokenException(
                        "4",
                        $"The run could not be opened: {taken}."
                    ),
                    var other => throw new UnreachableException($"No such opening: {other}."),
                };
            }
            catch (WorkerKilledException)
            {
                // The retry has the same request key, so it must get the same run.
                _world.Journal.Reopen();
            }
        }
    }

    /// <summary>
    /// Drives the run, delivers its notes and lets people act, once each; returns the run when it is settled and every
    /// note is delivered.
    /// </summary>
    private async Task<Run?> RoundAsync(RunId id)
    {
        if (++_workers > MaxWorkers)
            throw new LawBrokenException("7", $"{MaxWorkers} workers were not enough.");
        _workers--;
        if (_worker is null)
        {
            _workers++;
            _worker = await Worker.TakeAsync(_world, id, $"worker-{_workers}");
        }

        var result = await _world.PumpAsync(_worker.Driver.DriveAsync(_people.WakeAsync, CancellationToken.None));
        var rested = await LoadAsync(_worker, id);
        _laws.Rested(rested, result);
        var undelivered = await _world.PumpAsync(_worker.Publisher.PublishAsync(id, CancellationToken.None));
        var run = await LoadAsync(_worker, id);
        // A person gave a command while notes were delivered, which wakes the driver.
        if (run.Version > rested.Version)
            return null;
        if (await _people.RequestRollbackAsync(_worker.Recorder, run))
            return null;
        if (run.IsSettled && undelivered is null)
        {
            _laws.Ended(run);
            return run;
        }

        await _people.ActAsync(_worker.Recorder, run);
        var isMoved = (await _worker.Recorder.LoadAsync(id, CancellationToken.None))!.Version > run.Version;
        if (isMoved)
            return null;
        PassTime(result.WakeAt, undelivered);
        return null;
    }

    private static async Task<Run> LoadAsync(Worker worker, RunId id) =>
        await worker.Recorder.LoadAsync(id, CancellationToken.None)
        ?? throw new InvalidOperationException("The run is gone.");

    private void PassTime(DateTimeOffset? wake, DateTimeOffset? undelivered)
    {
        var next = new[] { wake, undelivered }.Where(at => at is not null).Min();
        if (next is null && !_world.Time.FireNext())
            throw new LawBrokenException("7", "The run has not ended and nothing will ever wake it.");
        if (next is { } at)
            _world.Time.PassUntil(at - _world.Clock.Moved);
    }

    private void ArmFaultAtStep(ImmutableArray<Entry> entries)
    {
        if (_world.Scenario.FaultAtStep is not { } fault)
            return;
        foreach (var started in entries.Select(entry => entry.Event).OfType<RunEvent.StepStarted>())
        {
            if (started.Attempt == 1 && fault.IsAt(_world.Plan, started.Place))
                fault.Arm(_world.Fleet[fault.Host]);
        }
    }

    private void KillAt(int append, bool before)
    {
        if (_world.Scenario.Kills.TryGetValue(append, out var isBefore) && isBefore == before)
            throw new WorkerKilledException();
    }
}
