using Microsoft.Extensions.Time.Testing;
using Moq;
using OlUpgrade.Execution;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Ssh;

/// <summary>What is tried again over SSH, for how long, and what never is.</summary>
public sealed class SshRetryTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly VirtualTime _virtual = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_attempt_to_connect_that_meets_silence_is_made_again_with_more_patience_until_the_limit()
    {
        var silences = new List<double>();
        var reply = await SshRetry.ConnectAsync(
            (patience, _) =>
            {
                silences.Add(patience.Silence.TotalMilliseconds);
                _time.Advance(patience.Silence);
                return Task.FromResult(($"attempt {silences.Count}", IsSilent: true));
            },
            TimeSpan.FromSeconds(1),
            _time,
            Cancellation
        );
        Assert.Equal("attempt 5", reply);
        Assert.Equal([150, 195, 254, 330, 72], silences.Select(one => Math.Round(one)));
    }

    [Fact]
    public async Task Any_answer_to_an_attempt_to_connect_is_the_last_word()
    {
        var attempts = 0;
        var reply = await SshRetry.ConnectAsync(
            (_, _) => Task.FromResult((++attempts, IsSilent: false)),
            TimeSpan.FromSeconds(15),
            _time,
            Cancellation
        );
        Assert.Equal((1, 1), (reply, attempts));
    }

    [Fact]
    public async Task A_host_that_speaks_has_all_the_time_that_is_left()
    {
        var remaining = new List<TimeSpan>();
        await SshRetry.ConnectAsync(
            (patience, _) =>
            {
                remaining.Add(patience.Remaining);
                _time.Advance(TimeSpan.FromSeconds(2));
                return Task.FromResult(("", IsSilent: remaining.Count < 2));
            },
            TimeSpan.FromSeconds(15),
            _time,
            Cancellation
        );
        Assert.Equal([TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(13)], remaining);
    }

    [Fact]
    public async Task Connecting_ends_with_the_callers_cancellation()
    {
        using var patience = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SshRetry.ConnectAsync(
                async (_, _) =>
                {
                    await patience.CancelAsync();
                    return ("", IsSilent: true);
                },
                TimeSpan.FromSeconds(15),
                _time,
                patience.Token
            )
        );
    }

    [Fact]
    public async Task A_dead_connection_is_replaced_once()
    {
        var attempts = 0;
        var reply = await SshRetry.OpenAsync(_ => Task.FromResult((++attempts, IsDead: true)), _time, Cancellation);
        Assert.Equal((2, 2), (reply, attempts));
    }

    [Fact]
    public async Task A_read_is_repeated_after_each_pause_until_its_reply_is_final()
    {
        var asked = new List<TimeSpan>();
        var started = _virtual.Provider.GetUtcNow();
        var reply = await _virtual.Finish(
            SshRetry.ReadAsync(
                _ =>
                {
                    asked.Add(_virtual.Provider.GetUtcNow() - started);
                    return Task.FromResult(asked.Count);
                },
                count => count < 3,
                () => TimeSpan.FromSeconds(asked.Count),
                _virtual.Provider,
                Cancellation
            )
        );
        Assert.Equal(3, reply);
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)], asked);
    }

    [Fact]
    public async Task A_read_that_is_cancelled_ends_on_the_thread_that_cancels_it()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        using var patience = new CancellationTokenSource();
        var ended = 0;
        var reading = ReadAsync();
        // The very point: whoever cancels runs the continuation.
#pragma warning disable CA1849, MA0042
        patience.Cancel();
#pragma warning restore CA1849, MA0042
        Assert.Equal(Environment.CurrentManagedThreadId, ended);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        async Task ReadAsync()
        {
            try
            {
                await SshRetry.ReadAsync(
                    _ => Task.FromResult(0),
                    _ => true,
                    () => TimeSpan.FromSeconds(1),
                    _time,
                    patience.Token
                );
            }
            finally
            {
                ended = Environment.CurrentManagedThreadId;
            }
        }
    }

    [Theory]
    [InlineData(ShellFaultKind.Lost)]
    [InlineData(ShellFaultKind.TimedOut)]
    [InlineData(ShellFaultKind.Unreachable)]
    [InlineData(ShellFaultKind.Booting)]
    public async Task A_start_a_take_and_a_stop_that_fail_are_not_tried_again(ShellFaultKind kind)
    {
        var shell = new Mock<IHostShell>(MockBehavior.Strict);
        var fault = new ShellFault(kind, "It broke.");
        shell
            .Setup(hosts =>
                hosts.StartAsync(It.IsAny<Host>(), It.IsAny<Attempt>(), It.IsAny<ShellScript>(), Cancellation)
            )
            .ReturnsAsync(fault);
        shell.Setup(hosts => hosts.StopAsync(It.IsAny<Host>(), It.IsAny<Attempt>(), Cancellation)).ReturnsAsync(fault);
        shell
            .Setup(hosts => hosts.TakeAsync(It.IsAny<Host>(), It.IsAny<Lease>(), It.IsAny<string>(), Cancellation))
            .ReturnsAsync(fault);
        var (step, ledger) = (Step(), new LedgerWork(shell.Object, HostPolling.Real, _time));
        Assert.NotNull(await ledger.StartAsync(step, "true", Facts.Empty, Cancellation));
        await ledger.CancelAsync(step, Cancellation);
        await new TakeHostActivity(shell.Object).PerformAsync(step, Cancellation);
        Assert.Equal(
            [nameof(IHostShell.StartAsync), nameof(IHostShell.StopAsync), nameof(IHostShell.TakeAsync)],
            shell.Invocations.Select(call => call.Method.Name)
        );
    }

    private StepContext Step()
    {
        var take = new StepPlace("canary", "ol-dev", ReservedNames.TakeStep);
        var run = SampleRun.Halfway.Done(take, 10, ("ledger-id", "ab"), ("fence", "4"));
        var place = take with { Step = "upgrade packages" };
        return new(
            run,
            SampleRun.Plan.Step(place),
            Some.Host("ol-dev"),
            new StepKey(run.Id, place, 1),
            new Lease(run.Id, "here", 4, SampleRun.DatabaseId),
            Facts.Empty,
            new StepTime(TimeSpan.FromMinutes(5), _time),
            _ => { }
        );
    }
}
