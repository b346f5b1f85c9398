using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Execution;

/// <summary>Drives a run until it rests: in parallel up to the limit, woken by signals, never in a busy loop.</summary>
public sealed class RunDriverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_run_is_driven_to_its_end()
    {
        var open = new OpenRun("ol-dev", "ol-web1");
        var result = await DriveAsync(open);
        Assert.True(result.IsSettled);
        Assert.Null(result.WakeAt);
        Assert.Equal(["ol-dev", "ol-web1"], open.Activity.Performed.Select(key => key.Place.Host));
        Assert.Equal(RunStatus.Succeeded, (await open.LoadAsync()).Status);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    public async Task As_many_hosts_are_in_work_as_the_limit_allows(int limit, int together)
    {
        var open = new OpenRun("ol-dev", "ol-web1", "ol-web2") { Limit = limit };
        var gate = new TaskCompletionSource<Outcome>();
        open.Activity.Perform = _ => gate.Task;
        var driving = DriveAsync(open);
        Assert.Equal(together, open.Activity.Performed.Count);
        gate.SetResult(Outcome.Done());
        Assert.True((await driving.WaitAsync(Patience, OpenRun.Stop)).IsSettled);
        Assert.Equal(3, open.Activity.Performed.Distinct().Count());
        Assert.Equal(3, open.Activity.Performed.Count);
    }

    [Fact]
    public async Task A_retry_does_not_wait_for_a_step_in_flight_on_another_host()
    {
        var open = new OpenRun("ol-dev", "ol-web1") { Limit = 2, Retry = new(2, TimeSpan.FromMinutes(30)) };
        var gate = new TaskCompletionSource<Outcome>();
        open.Activity.Perform = step =>
            step.TheHost.Name == "ol-dev"
                ? gate.Task
                : Task.FromResult(
                    step.Key.Attempt == 1 ? Outcome.Fail(FailureKind.ExitCode, "broken") : Outcome.Done()
                );
        var driving = DriveAsync(open);
        Assert.Equal(StepPhase.RetryDue, (await open.StepAsync("ol-web1")).Phase);
        open.Time.Advance(TimeSpan.FromHours(1));
        await Eventually.True("the second attempt is done", async () =>
            (await open.StepAsync("ol-web1")).Phase == StepPhase.Succeeded
        );
        gate.SetResult(Outcome.Done());
        Assert.True((await driving.WaitAsync(Patience, OpenRun.Stop)).IsSettled);
    }

    [Fact]
    public async Task A_wake_signal_while_a_step_is_in_flight_applies_an_abort()
    {
        var open = new OpenRun("ol-dev", "ol-web1", "ol-web2") { Limit = 2 };
        var gates = new Dictionary<string, TaskCompletionSource<Outcome>>();
        open.Activity.Perform = step => (gates[step.TheHost.Name] = new TaskCompletionSource<Outcome>()).Task;
        var signals = new Queue<TaskCompletionSource>();
        var lease = await open.OpenAsync();
        var driving = open.Driver(lease).DriveAsync(NextSignal, OpenRun.Stop);
        var rounds = signals.Count;
        await open.Recorder.RecordAsync(
            OpenRun.Id,
            new PersonsCommand.Abort(Some.Approver, "enough"),
            null,
            OpenRun.Stop
        );
        signals.Last().SetResult();
        Assert.True(signals.Count > rounds);
        gates["ol-dev"].SetResult(Outcome.Done());
        gates["ol-web1"].SetResult(Outcome.Done());
        var result = await driving.WaitAsync(Patience, OpenRun.Stop);
        Assert.True(result.IsSettled);
        Assert.Equal(["ol-dev", "ol-web1"], gates.Keys.Order());
        Assert.Equal(StepPhase.Succeeded, (await open.StepAsync()).Phase);

        Task NextSignal()
        {
            signals.Enqueue(new TaskCompletionSource());
            return signals.Last().Task;
        }
    }

    [Fact]
    public async Task A_host_that_cannot_be_asked_is_asked_again_later()
    {
        var open = new OpenRun();
        open.Activity.Perform = _ => Task.FromResult<Outcome>(new Outcome.Unknown("Lost."));
        open.Activity.Probe = _ => new ProbeAnswer.CannotAsk("Not now.");
        var result = await DriveAsync(open);
        Assert.False(result.IsSettled);
        Assert.Equal(open.Time.GetUtcNow() + TimeSpan.FromSeconds(15), result.WakeAt);
        Assert.Single(open.Activity.Performed);
    }

    [Fact]
    public async Task A_run_whose_agenda_repeats_without_change_rests()
    {
        var open = new OpenRun();
        var prepared = 0;
        // A start under a fencing token that the run does not know has no effect, every time.
        open.Activity.Prepare = _ =>
        {
            prepared++;
            return Task.FromResult(Outcome.Done());
        };
        var lease = await open.OpenAsync();
        var stale = new RunDriver(
            lease with
            {
                FencingToken = lease.FencingToken + 1,
            },
            open.Recorder,
            open.Steps,
            open.Time,
            new ClockWatch(open.Time).View()
        );
        var result = await stale.DriveAsync(Never, OpenRun.Stop).WaitAsync(Patience, OpenRun.Stop);
        Assert.InRange(prepared, 1, 10);
        Assert.False(result.IsSettled);
        Assert.True(result.WakeAt > open.Time.GetUtcNow());
        Assert.Empty(open.Activity.Performed);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_stops()
    {
        var open = new OpenRun();
        open.Activity.Perform = async _ =>
        {
            await open.TakeAsync();
            return Outcome.Done();
        };
        Assert.True((await DriveAsync(open)).IsLeaseLost);
        Assert.Equal(StepPhase.Started, (await open.StepAsync()).Phase);
    }

    [Fact]
    public async Task A_successor_probes_what_its_predecessor_had_in_flight()
    {
        var open = new OpenRun();
        await DriveUntilStoppedAsync(open);
        open.Activity.Perform = _ => Task.FromResult(Outcome.Done());
        open.Activity.Probe = _ => new ProbeAnswer.DidNotHappen("The ledger does not know it.");
        var result = await open.Driver(await open.TakeAsync())
            .DriveAsync(Never, OpenRun.Stop)
            .WaitAsync(Patience, OpenRun.Stop);
        Assert.True(result.IsSettled);
        Assert.Equal([OpenRun.Key(), OpenRun.Key(attempt: 2)], open.Activity.Performed);
    }

    [Fact]
    public async Task A_successor_believes_a_probe_that_says_it_happened()
    {
        var open = new OpenRun();
        await DriveUntilStoppedAsync(open);
        open.Activity.Probe = _ => new ProbeAnswer.Happened(Outcome.Done());
        var result = await open.Driver(await open.TakeAsync())
            .DriveAsync(Never, OpenRun.Stop)
            .WaitAsync(Patience, OpenRun.Stop);
        Assert.True(result.IsSettled);
        Assert.Single(open.Activity.Performed);
    }

    /// <summary>The worker is stopped while it performs the step, as the end of its process does.</summary>
    private static async Task DriveUntilStoppedAsync(OpenRun open)
    {
        using var stop = new CancellationTokenSource();
        open.Activity.Perform = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        var driver = open.Driver(await open.OpenAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => driver.DriveAsync(Never, stop.Token));
    }

    private static Task Never() => new TaskCompletionSource().Task;

    private static async Task<DriveResult> DriveAsync(OpenRun open) =>
        await open.Driver(await open.OpenAsync()).DriveAsync(Never, OpenRun.Stop).WaitAsync(Patience, OpenRun.Stop);
}
