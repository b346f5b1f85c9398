using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Execution.Approvals;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Outputs;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Secrets;
using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Hosting.Workflows;

/// <summary>
/// Scheduled runs start once for each scheduled time and wait for an approval; one that cannot start is not retried for
/// ever.
/// </summary>
public sealed class ScheduledRunsTests : IAsyncDisposable
{
    // 2026-11-23 is a Monday.
    private static readonly DateTimeOffset Due = At("2026-11-23T21:30+01:00");

    private readonly TempFolder _folder = new();
    private readonly MemoryJournal _journal = new();
    private readonly MovableTime _time = new(Due.AddMinutes(-1));
    private readonly LogKeeper _log = new();
    private Executor? _executor;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_opened_when_its_time_has_come_and_waits_for_an_approval()
    {
        var runs = await StartAsync();
        await runs.StartDueAsync(Cancel);
        Assert.Empty(await AllAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        await runs.StartDueAsync(Cancel);
        var run = Assert.Single(await AllAsync());
        Assert.Equal("mek", run.Requester);
        var request = (RunEvent.RunRequested)(await _journal.ReadAsync(run.Run, 0, Cancel))[0].Event;
        Assert.Equal("schedule", request.Via);
        Assert.Equal("schedule/small/2026-11-23T20:30:00.0000000Z", request.RequestKey);
        Assert.True(request.Requester.HasAccounts);
    }

    [Fact]
    [Finding("A8")]
    public async Task A_runbook_that_has_not_ended_well_yet_needs_two_approvals_and_says_so()
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        var runs = await StartAsync();
        await runs.StartDueAsync(Cancel);
        var first = await RequestAsync(Assert.Single(await AllAsync()).Run);
        Assert.Equal(2, first.Plan.Stage(ReservedNames.PrepareStage).Gate?.Needs);
        Assert.True(first.Plan.IsUnprovenSchedule);
        var proven = first.Plan with { Evidence = [new(1, Due, ["ol-a"], null)], IsUnprovenSchedule = false };
        Assert.Same(proven, proven.ForSchedule());
    }

    private async Task<RunEvent.RunRequested> RequestAsync(RunId run) =>
        (RunEvent.RunRequested)(await _journal.ReadAsync(run, 0, Cancel))[0].Event;

    [Fact]
    public async Task However_often_a_time_is_seen_and_by_however_many_processes_it_is_one_run()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        var (one, two) = (await StartAsync(), await StartAsync());
        await one.StartDueAsync(Cancel);
        await one.StartDueAsync(Cancel);
        await two.StartDueAsync(Cancel);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task A_time_that_came_while_the_service_was_down_is_made_up_for_within_hours()
    {
        _time.Advance(TimeSpan.FromHours(4));
        await (await StartAsync()).StartDueAsync(Cancel);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task Later_it_is_skipped_and_the_log_says_so_once()
    {
        _time.Advance(TimeSpan.FromHours(5));
        var runs = await StartAsync();
        await runs.StartDueAsync(Cancel);
        await runs.StartDueAsync(Cancel);
        Assert.Empty(await AllAsync());
        Assert.Equal(1, Count("was missed and is skipped; the next is due Mon 2026-11-30 21:30 Europe/Amsterdam"));
    }

    [Fact]
    public async Task A_run_that_was_opened_in_time_was_not_missed()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        await (await StartAsync()).StartDueAsync(Cancel);
        _time.Advance(TimeSpan.FromDays(1));
        await (await StartAsync()).StartDueAsync(Cancel);
        Assert.Equal(0, Count("was missed"));
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task A_runbook_that_was_written_after_the_time_did_not_ask_for_it()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        await (await StartAsync(writtenAt: Due.AddMinutes(10))).StartDueAsync(Cancel);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task A_schedule_that_is_written_while_the_service_runs_is_seen_without_a_restart()
    {
        var runs = await StartAsync(schedule: "");
        await runs.StartDueAsync(Cancel);
        Write("schedule: {at: \"Mon 21:30\", zone: Europe/Amsterdam, requester: mek}", Due.AddSeconds(-10));
        _time.Advance(TimeSpan.FromMinutes(2));
        await runs.StartDueAsync(Cancel);
        Assert.Single(await AllAsync());
    }

    [Fact]
    public async Task A_host_that_is_taken_stands_in_the_way_for_this_time_and_the_log_says_so()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        var runs = await StartAsync();
        var plan = new RunbookCatalog(_folder.Path).Plan("small", Facts.Empty, []).Plan!;
        await _journal.OpenAsync(
            new RunEvent.RunRequested("by hand", Some.Requester, "cli", plan),
            _time.GetUtcNow(),
            Cancel
        );
        await runs.StartDueAsync(Cancel);
        await runs.StartDueAsync(Cancel);
        Assert.Single(await AllAsync());
        Assert.Equal(1, Count("The scheduled run of small was not started: ol-a is in run 1"));
    }

    [Theory]
    [InlineData("nobody", "its requester nobody is not listed under OlUpgrade:People")]
    [InlineData("jim", "jim is not an operator and may not start runs.")]
    public async Task Whoever_may_not_start_runs_starts_none_by_a_schedule(string requester, string why)
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        var runs = await StartAsync($"schedule: {{at: \"Mon 21:30\", zone: Europe/Amsterdam, requester: {requester}}}");
        await runs.StartDueAsync(Cancel);
        Assert.Empty(await AllAsync());
        Assert.Equal(1, Count(why));
    }

    [Fact]
    public async Task A_runbook_that_is_wrong_starts_nothing_and_stops_no_other()
    {
        _time.Advance(TimeSpan.FromMinutes(2));
        var runs = await StartAsync();
        _folder.Write("aaa.yaml", "runbook: [");
        await runs.StartDueAsync(Cancel);
        await runs.StartDueAsync(Cancel);
        Assert.Single(await AllAsync());
        Assert.Equal(1, Count("aaa is invalid; it starts no run until it is fixed: "));
    }

    public async ValueTask DisposeAsync()
    {
        _executor?.Dispose();
        _folder.Dispose();
        await ValueTask.CompletedTask;
    }

    private async Task<ScheduledRuns> StartAsync(
        string schedule = "schedule: {at: \"Mon 21:30\", zone: Europe/Amsterdam, requester: mek}",
        DateTimeOffset? writtenAt = null
    )
    {
        _folder.Write("hosts.yaml", SmallWorkflow.Hosts);
        Write(schedule, writtenAt ?? Due.AddDays(-3));
        var recorder = new Recorder(_journal, _time);
        var steps = new StepRunner(
            recorder,
            new ActivityCatalog([]),
            new ApprovalCheck(new StaffForEver()),
            Redactor.None,
            OutputFolder.None,
            _time,
            NullLogger<StepRunner>.Instance
        );
        var notes = new NotePublisher(_journal, recorder, [], _time, NullLogger<NotePublisher>.Instance);
        _executor = new Executor(
            new RunDrivers(new HolderName("test"), _journal, recorder, steps, _time),
            _journal,
            _journal,
            recorder,
            notes,
            new NoAlarms(),
            _time,
            NullLogger<Executor>.Instance
        );
        // A stopped executor moves no run: this scene only looks at which runs are opened.
        await _executor.StopAsync(Cancel);
        var people = PeopleReader.Read(
            [
                new PersonSettings { Name = "mek", Roles = ["operator", "approver"] },
                new PersonSettings { Name = "jim", Roles = ["viewer"] },
            ],
            Assert.Fail
        );
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(_log));
        return new ScheduledRuns(
            new RunbookCatalog(_folder.Path),
            StaffOf(people),
            new Signals(_journal, recorder, _executor, _time),
            new RunEvidence(_journal, recorder),
            _journal,
            _time,
            loggers.CreateLogger<ScheduledRuns>()
        );
    }

    /// <summary>Nobody here has a Slack account, so Slack is never asked.</summary>
    private Staff StaffOf(PeopleList people)
    {
        var slack = new SlackClient(new HttpClient(), new SlackOptions { BotToken = "", AppToken = "" }, _time);
        return new(new SlackAccounts(slack, new SlackUserGroups(slack, people, _time), people, _time), slack, people);
    }

    private void Write(string schedule, DateTimeOffset at)
    {
        _folder.Write("small.yaml", $"{schedule}\n{SmallWorkflow.Runbook()}");
        File.SetLastWriteTimeUtc(_folder.File("small.yaml"), at.UtcDateTime);
    }

    private Task<ImmutableArray<RunSummary>> AllAsync() => _journal.ListAsync(onlyOpen: false, 10, Cancel);

    private int Count(string text) => _log.Text.Split(text).Length - 1;

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private sealed class NoAlarms : IAlarmClock
    {
        public Task SetAsync(RunId run, DateTimeOffset at, CancellationToken cancellation) => Task.CompletedTask;
    }
}
