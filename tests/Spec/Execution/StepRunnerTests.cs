using OlUpgrade.Runs;
using OlUpgrade.Secrets;

namespace OlUpgrade.Spec.Execution;

/// <summary>
/// The life of an attempt: prepared, recorded, performed, recorded. A bug of ours is a doubt.
/// </summary>
public sealed class StepRunnerTests
{
    private const string Secret = "xoxb-1234567890";

    private readonly OpenRun _open = new() { Redactor = new Redactor([Secret]) };

    [Fact]
    public async Task The_intent_is_in_the_journal_before_anything_is_performed()
    {
        var seen = new List<StepPhase>();
        _open.Activity.Prepare = async _ => await Note(seen);
        _open.Activity.Perform = async _ => await Note(seen);
        await PerformAsync();
        Assert.Equal([StepPhase.Pending, StepPhase.Started], seen);
        Assert.Equal(StepPhase.Succeeded, (await _open.StepAsync()).Phase);
    }

    [Fact]
    public async Task What_preparing_found_is_recorded_and_passed_on()
    {
        string? passed = null;
        _open.Activity.Prepare = _ => Task.FromResult(Outcome.Done(("boot-id", "old")));
        _open.Activity.Perform = step => Task.FromResult(Outcome.Done(("seen", passed = step.Before["boot-id"])));
        await PerformAsync();
        Assert.Equal("old", passed);
        Assert.Equal("old", (await _open.StepAsync()).Before["boot-id"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preparation_that_fails_or_throws_means_that_nothing_was_started(bool throws)
    {
        _open.Activity.Prepare = _ =>
            throws
                ? throw new InvalidOperationException("boom")
                : Task.FromResult(Outcome.Fail(FailureKind.Refused, "No."));
        await PerformAsync();
        Assert.Empty(_open.Activity.Performed);
        Assert.Equal(StepPhase.Failed, (await _open.StepAsync()).Phase);
        Assert.DoesNotContain(await _open.EventsAsync(), happened => happened is RunEvent.StepStarted);
    }

    [Fact]
    public async Task An_activity_that_throws_is_in_doubt_and_never_done()
    {
        _open.Activity.Perform = _ => throw new InvalidOperationException($"boom {Secret}");
        await PerformAsync();
        var step = await _open.StepAsync();
        Assert.Equal(StepPhase.Started, step.Phase);
        Assert.Contains("This is a bug in OlUpgrade", step.Doubt, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, step.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_throws_leaves_the_decision_to_a_person()
    {
        _open.Activity.Perform = _ => Task.FromResult<Outcome>(new Outcome.Unknown("Lost."));
        var lease = await PerformAsync();
        _open.Activity.Probe = _ => throw new InvalidOperationException("boom");
        Assert.True(await _open.Steps.ProbeAsync(await _open.LoadAsync(), OpenRun.Key(), lease, OpenRun.Stop));
        Assert.Equal(StepPhase.Unknown, (await _open.StepAsync()).Phase);
    }

    [Fact]
    public async Task A_start_that_is_refused_is_not_performed()
    {
        var lease = await _open.OpenAsync();
        _open.Activity.Prepare = async _ =>
        {
            await _open.Recorder.RecordAsync(
                OpenRun.Id,
                new PersonsCommand.Abort(Support.Some.Approver, null),
                null,
                OpenRun.Stop
            );
            return Outcome.Done();
        };
        Assert.True(await _open.Steps.PerformAsync(await _open.LoadAsync(), OpenRun.Key(), lease, OpenRun.Stop));
        Assert.Empty(_open.Activity.Performed);
    }

    [Fact]
    public async Task A_worker_that_loses_its_lease_while_preparing_performs_nothing()
    {
        var lease = await _open.OpenAsync();
        var run = await _open.LoadAsync();
        _open.Activity.Prepare = async _ =>
        {
            await _open.TakeAsync();
            return Outcome.Done();
        };
        await _open.Steps.PerformAsync(run, OpenRun.Key(), lease, OpenRun.Stop);
        Assert.Empty(_open.Activity.Performed);
        Assert.DoesNotContain(await _open.EventsAsync(), happened => happened is RunEvent.StepStarted);
    }

    [Fact]
    public async Task A_worker_that_loses_its_lease_while_performing_is_told()
    {
        var lease = await _open.OpenAsync();
        _open.Activity.Perform = async _ =>
        {
            await _open.TakeAsync();
            return Outcome.Done();
        };
        Assert.False(await _open.Steps.PerformAsync(await _open.LoadAsync(), OpenRun.Key(), lease, OpenRun.Stop));
        Assert.Equal(StepPhase.Started, (await _open.StepAsync()).Phase);
    }

    [Fact]
    public async Task The_end_of_the_output_is_evidence_without_secrets()
    {
        _open.Activity.Perform = step =>
        {
            step.Output($"with {Secret}");
            return Task.FromResult(Outcome.Fail(FailureKind.ExitCode, $"Failed with {Secret}."));
        };
        await PerformAsync();
        var step = await _open.StepAsync();
        Assert.Equal("with [secret removed]", step.Evidence["output"]);
        Assert.Equal("Failed with [secret removed].", step.Failure!.Sentence);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_while_performing_records_nothing()
    {
        using var stop = new CancellationTokenSource();
        _open.Activity.Perform = _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        };
        var lease = await _open.OpenAsync();
        var run = await _open.LoadAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            _open.Steps.PerformAsync(run, OpenRun.Key(), lease, stop.Token)
        );
        Assert.Null((await _open.StepAsync()).Doubt);
    }

    private async Task<Lease> PerformAsync()
    {
        var lease = await _open.OpenAsync();
        Assert.True(await _open.Steps.PerformAsync(await _open.LoadAsync(), OpenRun.Key(), lease, OpenRun.Stop));
        return lease;
    }

    private async Task<Outcome> Note(List<StepPhase> seen)
    {
        seen.Add((await _open.StepAsync()).Phase);
        return Outcome.Done();
    }
}
