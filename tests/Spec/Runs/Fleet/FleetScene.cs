using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>
/// Several runs on one journal: each drains its hosts, changes them, checks them and returns them, at most one at once.
/// Every step ends well, up to the one that a test names.
/// </summary>
internal sealed class FleetScene
{
    private const int MaxSteps = 500;

    private int _opened;

    public FleetScene() => Recorder = NewRecorder();

    public MemoryJournal Journal { get; } = new();

    public MovableTime Time { get; } = new(Some.Time);

    public Recorder Recorder { get; }

    private static CancellationToken Go => TestContext.Current.CancellationToken;

    /// <summary>Another worker's recorder: it remembers what it has read, and nothing of this scene's.</summary>
    public Recorder NewRecorder() => new(Journal, Time);

    public static StepPlace At(string host, string step) => new("solr", host, step);

    public Task<FleetState> FleetAsync() => NewRecorder().FleetAsync(Go);

    public async Task<RunId> OpenAsync(params string[] hosts)
    {
        var plan = Some.Plan(
            Some.Stage(
                "solr",
                [.. hosts],
                Step("drain", new Work.Drain("disable", null)),
                Step("upgrade", new Work.Run("apt-get upgrade", null, "apt-get downgrade")),
                Step("check health", new Work.Health(1, TimeSpan.FromSeconds(1))),
                Step("return", new Work.Return("enable backend", null))
            )
        );
        var key = $"request {++_opened}";
        var opening = await Journal.OpenAsync(
            new RunEvent.RunRequested(key, Some.Requester, "test", plan),
            Time.GetUtcNow(),
            Go
        );
        return Assert.IsType<OlUpgrade.Storage.Opening.Opened>(opening).Run;
    }

    /// <summary>Until this step has begun, or the run waits for a person or has ended.</summary>
    public async Task<Run> DriveAsync(RunId id, string? host = null, string? step = null, Recorder? recorder = null)
    {
        var worker = recorder ?? Recorder;
        var lease = await Journal.TakeAsync(id, "worker", Time.GetUtcNow(), Go);
        for (var steps = 0; steps < MaxSteps; steps++)
        {
            Time.Move(TimeSpan.FromSeconds(1));
            var run = (await worker.LoadAsync(id, Go))!;
            if (run.IsFinished || run.Stuck.Any())
                return run;
            if (run.CurrentGate is { } gate && run.Gate(gate.Name).AskedAt is not null)
                await SayAsync(id, new PersonsCommand.Approve(gate.Name, run.PlanDigest, Some.Approver), worker);
            else if (Agenda.Next(run, Time.GetUtcNow()).OfType<Intent.PerformStep>().FirstOrDefault() is { } next)
            {
                var begin = new RunCommand.BeginStep(next.Key, lease.FencingToken, Facts.Empty);
                run = (await worker.RecordAsync(id, begin, lease, Go)).Run;
                if (next.Key.Place.Host == host && next.Key.Place.Step == step)
                    return run;
                if (run.Step(next.Key.Place).Phase == StepPhase.Started)
                    await SayAsync(id, new RunCommand.ReportOutcome(next.Key, Done(next.Key.Place)), worker);
            }
            else if (Agenda.Next(run, Time.GetUtcNow()).Any(intent => intent is Intent.MakePlan))
                await SayAsync(id, new RunCommand.MakePlan(await worker.OwnersAsync(run, Go)), worker);
            else
                await SayAsync(id, new RunCommand.Finish(), worker);
        }

        throw new InvalidOperationException($"Run {id} goes on for ever.");
    }

    public Task<Recorded> SayAsync(RunId id, RunCommand command, Recorder? recorder = null) =>
        (recorder ?? Recorder).RecordAsync(id, command, lease: null, Go);

    /// <summary>A run that was aborted while it had this host drained.</summary>
    public async Task<RunId> AbortedWhileDrainedAsync(string host)
    {
        var id = await OpenAsync(host);
        await DriveAsync(id, host, "upgrade");
        await SayAsync(id, new RunCommand.ReportOutcome(new(id, At(host, "upgrade"), 1), Broken()));
        await SayAsync(id, new PersonsCommand.Abort(Some.Approver, "enough for tonight"));
        return id;
    }

    public static Outcome Broken() => Outcome.Fail(FailureKind.ExitCode, "apt-get ended with 100.", retryable: false);

    private static Outcome Done(StepPlace place) =>
        place == BuiltInSteps.Survey(place.Host)
            ? Outcome.Done(("machine-id", Digest.Of(place.Host).Hex[..32]))
            : Outcome.Done();

    private static PlannedStep Step(string name, Work work) =>
        new(name, work, TimeSpan.FromMinutes(5), RetryRule.Never);
}
