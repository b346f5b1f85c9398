using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Health;
using OlUpgrade.Hosts;
using OlUpgrade.Outputs;
using OlUpgrade.Packages;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;
using VirtualTime = OlUpgrade.Spec.Ssh.VirtualTime;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>
/// One simulated host, and one step that the real engine and the real activities carry out on it in virtual time. The
/// host is surveyed and taken first. Probes and retries follow as the journal requires.
/// </summary>
internal sealed class HostScene
{
    private const int MaxDrives = 100;
    private readonly VirtualTime _time = new();
    private readonly MemoryJournal _journal = new();
    private readonly List<ITimer> _timers = [];
    private readonly Host[] _peers;
    private readonly SuccessorShell _shell;
    private readonly Recorder _recorder;
    private readonly Redactor _redactor;
    private Action _atStart = () => { };
    private TaskCompletionSource _bell = new();

    public HostScene(
        PlannedStep? step = null,
        Host? host = null,
        Redactor? redactor = null,
        Facts? parameters = null,
        params Host[] peers
    )
    {
        _peers = peers;
        Host = host ?? HostWith();
        Step = step ?? StepOf(new Work.Run("echo done > /done", null, null));
        Parameters = parameters ?? Facts.Empty;
        _redactor = redactor ?? Redactor.None;
        Fleet = new SimulatedFleet([Host, .. peers], _time.Provider);
        foreach (var known in peers.Append(Host))
            HostAnswers.Teach(Fleet[known.Name], known);
        _shell = new SuccessorShell(new SimulatedShell(Fleet), _journal);
        _recorder = new Recorder(_journal, _time.Provider);
        _recorder.RunChanged += (_, change) => Appended(change.Run);
    }

    public Host Host { get; }

    public PlannedStep Step { get; }

    public SimulatedFleet Fleet { get; }

    public SimulatedHost Simulated => Fleet["ol-dev"];

    public StepPlace Place => new("canary", "ol-dev", Step.Name);

    public Run Run { get; private set; } = Run.Initial(new RunId(1));

    public IReadOnlyList<RunEvent> Events => [.. Entries.Select(entry => entry.Event)];

    public TimeSpan Passed => _time.Provider.GetUtcNow() - Start;

    /// <summary>The repositories for which the plan keeps a rollback branch; null for none.</summary>
    public RollbackBranchRule? KeepsBranch { get; init; }

    /// <summary>Where the output of steps is kept; nowhere unless a test says where.</summary>
    public OutputFolder Outputs { get; init; } = OutputFolder.None;

    /// <summary>Which of the peers are hosts of the run too, excluded by a person before anything begins.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    private Facts Parameters { get; }

    private DateTimeOffset Start { get; set; }

    public IReadOnlyList<Entry> Entries { get; private set; } = [];

    public static Host HostWith(string[]? containers = null, string? bringUp = null, params HealthQuestion[] health) =>
        Some.Host("ol-dev") with
        {
            Containers = [.. containers ?? []],
            BringUp = bringUp,
            Health = [.. health],
        };

    public static PlannedStep StepOf(Work work, TimeSpan? timeout = null, RetryRule? retry = null) =>
        new("the step", work, timeout ?? TimeSpan.FromMinutes(5), retry ?? RetryRule.Never);

    public HostScene With(HostFaultKind kind, TimeSpan duration = default, int times = 1, int after = 0, int number = 1)
    {
        Simulated.Faults.Inject(new HostFault(kind, times, after, duration, number));
        return this;
    }

    /// <summary>What happens between the journaled intent of the first attempt and its performance.</summary>
    public HostScene AtStart(Action act)
    {
        _atStart += act;
        return this;
    }

    public HostScene AtStart(
        HostFaultKind kind,
        TimeSpan duration = default,
        int times = 1,
        int after = 0,
        int number = 1
    ) => AtStart(() => With(kind, duration, times, after, number));

    /// <summary>A person reboots the host outside the run.</summary>
    public void RebootByHand() => SimulatedReboot.Order(Simulated, key: null, fence: 0);

    public Task PassAsync(TimeSpan duration) => _time.Pass(duration);

    /// <summary>Drives until the run is done or waits for a person; says how far the step is.</summary>
    public async Task<StepProgress> DriveAsync()
    {
        var request = new RunEvent.RunRequested("key", Some.Requester, "test", PlanOf());
        await _journal.OpenAsync(request, _time.Provider.GetUtcNow(), default);
        foreach (var host in Excluded)
            await CommandAsync(new PersonsCommand.Exclude(host, Some.Approver, "its disk is dying"));
        return await GoOnAsync();
    }

    /// <summary>A new worker takes the run over and drives it.</summary>
    public async Task<StepProgress> GoOnAsync(string holder = "test")
    {
        var lease = await _journal.TakeAsync(new RunId(1), holder, _time.Provider.GetUtcNow(), default);
        var driver = new RunDriver(lease, _recorder, Runner(), _time.Provider, new ClockWatch(_time.Provider).View());
        for (var drives = 0; drives < MaxDrives; drives++)
        {
            var result = await _time.Finish(driver.DriveAsync(Poke, TestContext.Current.CancellationToken));
            if (
                result.IsSettled
                || result.WakeAt is not { } at
                || (await _recorder.LoadAsync(new RunId(1), default))!.Stuck.Any()
            )
                break;
            await _time.Pass(at - _time.Provider.GetUtcNow());
        }

        Entries = await _journal.ReadAsync(new RunId(1), 0, default);
        Run = Run.Fold(new RunId(1), Entries);
        return Run.Step(Place);
    }

    public async Task<Recorded> CommandAsync(RunCommand command)
    {
        var recorded = await _recorder.RecordAsync(new RunId(1), command, null, TestContext.Current.CancellationToken);
        _bell.TrySetResult();
        return recorded;
    }

    /// <summary>A person decides, and the run continues.</summary>
    public async Task<StepProgress> DecideAsync(RunCommand command)
    {
        Assert.True((await CommandAsync(command)).IsChanged);
        return await GoOnAsync();
    }

    /// <summary>A person decides something while the step runs, this long after its start.</summary>
    public HostScene CommandDuring(TimeSpan after, RunCommand command) =>
        AtStart(() =>
            _timers.Add(
                _time.Provider.CreateTimer(
                    _ => CommandAsync(command).GetAwaiter().GetResult(),
                    null,
                    after,
                    Timeout.InfiniteTimeSpan
                )
            )
        );

    public int Began(int attempt) =>
        Fleet.Effects.Count("ol-dev", new StepKey(new RunId(1), Place, attempt), EffectKind.AttemptBegan);

    public int Effects(EffectKind kind) =>
        Fleet.Effects.All.Count(effect => effect.Kind == kind && effect.Key?.Place == Place);

    public Outcome.Failed Failed(StepProgress step)
    {
        Assert.Equal(StepPhase.Failed, step.Phase);
        Assert.Contains("ol-dev", step.Failure!.Sentence, StringComparison.Ordinal);
        return new Outcome.Failed(step.Failure, step.Evidence);
    }

    private Task Poke()
    {
        _bell = new TaskCompletionSource();
        return _bell.Task;
    }

    private void Appended(Run run)
    {
        if (run.Step(Place) is { Phase: StepPhase.Started, Attempt: 1, Doubt: null })
        {
            Start = run.Step(Place).StartedAt!.Value;
            var act = _atStart;
            _atStart = () => { };
            act();
        }
    }

    private StepRunner Runner()
    {
        var pace = HostPolling.Real;
        var ledger = new LedgerWork(_shell, pace, _time.Provider);
        var script = new ScriptWork(_shell, ledger);
        var catalog = new ActivityCatalog([
            new SurveyActivity(_shell, OwnMachine.Unknown),
            new TakeHostActivity(_shell),
            new CaptureActivity(_shell),
            new PreviewActivity(_shell),
            new PreflightActivity(_shell),
            new KeepActivity(_shell, ledger),
            new ReadTargetsActivity(_shell),
            new DownloadActivity(_shell),
            new UpgradeActivity(_shell, ledger),
            new RevertUpgradeActivity(ledger),
            new RunActivity(script),
            new DrainActivity(script),
            new ReturnActivity(_shell, script),
            new UndoActivity(ledger),
            new ProveActivity(_shell),
            new RebootActivity(_shell, ledger, pace, _time.Provider),
            new ContainersActivity(_shell, ledger, pace, _time.Provider),
            new HealthActivity(_shell, _time.Provider),
        ]);
        return new StepRunner(
            _recorder,
            catalog,
            new(new StaffForEver()),
            _redactor,
            Outputs,
            _time.Provider,
            NullLogger<StepRunner>.Instance
        );
    }

    private Plan PlanOf()
    {
        var options = BuiltInOptions.Plain with { Upgrades = (Step.Work as Work.Upgrade)?.Packages };
        var before = BuiltInSteps
            .Before(["ol-dev"], options, Some.Rule)
            .Where(stage => stage.Kind == StageKind.Survey || stage.Name == ReservedNames.DownloadStage);
        var takes = BuiltInSteps.Step(ReservedNames.TakeStep, new Work.TakeHost());
        var stage = new PlannedStage("canary", StageKind.Upgrade, ["ol-dev"], [takes, Step], 1, null, null);
        var later = new PlannedStage("later", StageKind.Upgrade, [.. Excluded], [takes, Step], 1, null, null);
        return Some.OneHost() with
        {
            Hosts = [Host, .. _peers.Where(peer => Excluded.Contains(peer.Name))],
            Stages = Excluded.Count == 0 ? [.. before, stage] : [.. before, stage, later],
            Parameters = Parameters,
            Peers = [.. _peers.Where(peer => !Excluded.Contains(peer.Name))],
            RollbackBranch = KeepsBranch,
        };
    }
}
