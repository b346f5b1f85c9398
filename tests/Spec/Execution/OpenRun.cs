using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Outputs;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Execution;

/// <summary>An open run in an in-memory journal, with one activity on hosts that does what the test says.</summary>
internal sealed class OpenRun
{
    public static readonly RunId Id = new(1);

    public OpenRun(params ImmutableArray<string> hosts)
    {
        Hosts = hosts.IsEmpty ? ["ol-dev"] : hosts;
        Recorder = new Recorder(Journal, Time);
    }

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public MemoryJournal Journal { get; } = new();

    public MovableTime Time { get; } = new(Some.Time);

    public Recorder Recorder { get; }

    public PretendActivity Activity { get; } = new();

    public Redactor Redactor { get; init; } = Redactor.None;

    public int Limit { get; init; } = 1;

    public RetryRule? Retry { get; init; }

    public StepRunner Steps =>
        new(
            Recorder,
            new ActivityCatalog([Activity]),
            new(new StaffForEver()),
            Redactor,
            OutputFolder.None,
            Time,
            NullLogger<StepRunner>.Instance
        );

    private ImmutableArray<string> Hosts { get; }

    public static StepKey Key(string host = "ol-dev", int attempt = 1) => new(Id, Place(host), attempt);

    public static StepPlace Place(string host = "ol-dev") => new("canary", host, "upgrade packages");

    public async Task<Lease> OpenAsync()
    {
        var stage = new PlannedStage(
            "canary",
            StageKind.Upgrade,
            Hosts,
            [Some.Script(retry: Retry)],
            Limit,
            null,
            null
        );
        var plan = Some.OneHost() with { Hosts = [.. Hosts.Select(Some.Host)], Stages = [stage] };
        var request = new RunEvent.RunRequested("key", Some.Requester, "test", plan);
        await Journal.OpenAsync(request, Time.GetUtcNow(), Stop);
        return await TakeAsync();
    }

    public Task<Lease> TakeAsync() => Journal.TakeAsync(Id, "test", Time.GetUtcNow(), Stop);

    public RunDriver Driver(Lease lease) => new(lease, Recorder, Steps, Time, new ClockWatch(Time).View());

    public async Task<Run> LoadAsync() => (await Recorder.LoadAsync(Id, Stop))!;

    public async Task<StepProgress> StepAsync(string host = "ol-dev") => (await LoadAsync()).Step(Place(host));

    public async Task<List<RunEvent>> EventsAsync() =>
        [.. (await Journal.ReadAsync(Id, 0, Stop)).Select(entry => entry.Event)];
}
