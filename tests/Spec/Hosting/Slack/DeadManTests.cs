using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>
/// While a host is out of service a message waits in Slack's own queue, and people read it when the service falls
/// silent.
/// </summary>
public sealed class DeadManTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly SlackWorkspace _slack;

    public DeadManTests() => _slack = new SlackWorkspace(_time);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private static StepPlace Upgrade { get; } = new("canary", "ol-dev", "upgrade packages");

    private static Run InWork { get; } = Out(new Story()).Run;

    [Fact]
    public async Task The_message_waits_while_the_host_is_out_and_is_taken_out_when_it_is_back()
    {
        var queue = Queue();
        await queue.UpdateAsync([InWork], FleetState.Empty, Now);
        var waiting = Assert.Single(_slack.Scheduled());
        Assert.Contains(
            "ol-dev is taken since 03:00 UTC (upgrade packages)",
            (string)waiting!["text"]!,
            StringComparison.Ordinal
        );
        Assert.Equal((Some.Time + DeadManQueue.Silence).ToUnixTimeSeconds(), (long)waiting["post_at"]!);
        await queue.UpdateAsync([Story.UntilWork().Run], FleetState.Empty, Now);
        Assert.Empty(_slack.Scheduled());
        Assert.DoesNotContain("silent", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_moved_ahead_before_it_falls_due_and_never_missing_meanwhile()
    {
        var queue = Queue();
        for (var minute = 0; minute < 120; minute++)
        {
            await queue.UpdateAsync([InWork], FleetState.Empty, Now);
            Assert.InRange(_slack.Scheduled().Count, 1, 2);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Single(_slack.Scheduled());
        Assert.DoesNotContain("silent", Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_service_dies_people_read_it_in_half_an_hour()
    {
        await Queue().UpdateAsync([InWork], FleetState.Empty, Now);
        _time.Advance(DeadManQueue.Silence + TimeSpan.FromSeconds(1));
        Assert.Contains(
            "OlUpgrade has been silent, or unable to reach Slack, since 2026-11-24 03:00 UTC",
            Said(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_next_life_takes_over_what_the_last_one_left_and_takes_out_what_is_of_no_open_run()
    {
        await Queue().UpdateAsync([InWork], FleetState.Empty, Now);
        await Queue().UpdateAsync([InWork with { Id = new RunId(9) }], FleetState.Empty, Now);
        Assert.Equal(2, _slack.Scheduled().Count);
        var queue = Queue();
        await queue.TakeOverAsync([InWork.Id], Now);
        Assert.Contains("Run 7:", (string)Assert.Single(_slack.Scheduled())!["text"]!, StringComparison.Ordinal);
        await queue.UpdateAsync([], FleetState.Empty, Now);
        Assert.Empty(_slack.Scheduled());
    }

    [Fact]
    public async Task Slack_that_is_down_costs_nothing_but_the_message_which_comes_later()
    {
        var queue = Queue();
        _slack.Outages.FailNext("chat.scheduleMessage", 503);
        await queue.UpdateAsync([InWork], FleetState.Empty, Now);
        Assert.Empty(_slack.Scheduled());
        await queue.UpdateAsync([InWork], FleetState.Empty, Now);
        Assert.Single(_slack.Scheduled());
    }

    [Fact]
    [Finding("H30")]
    public async Task The_message_of_a_run_that_has_ended_stays_until_the_host_is_returned()
    {
        var drain = new PlannedStep("drain", new Work.Drain("disable", null), TimeSpan.FromMinutes(1), RetryRule.Never);
        var story = Out(new Story(Some.Plan(Some.Stage("canary", ["ol-dev"], drain, Some.Script()))), "drain")
            .Given(new RunEvent.StepFailed(new("canary", "ol-dev", "drain"), 1, Sick, Facts.Empty))
            .Given(new RunEvent.RunAborted(Some.Approver, "tomorrow"));
        var run = story.Run;
        Assert.True(run.IsSettled);
        FleetEvent[] left =
        [
            new FleetEvent.WentOut("ol-dev", null, "web", run.Id.Number, Some.Time, "drain", IsDrained: true),
        ];
        var fleet = FleetState.Fold(left.Select((one, at) => new FleetEntry(at + 1, Some.Time, one)));
        var queue = Queue();
        await queue.UpdateAsync([run], fleet, Now);
        Assert.Contains(
            "ol-dev has been out of service since 03:00 UTC",
            (string)Assert.Single(_slack.Scheduled())!["text"]!,
            StringComparison.Ordinal
        );
        var back = new FleetEntry(2, Some.Time, new FleetEvent.Returned("ol-dev", null, null, Some.Approver));
        await queue.UpdateAsync([run], fleet.Evolve(back), Now);
        Assert.Empty(_slack.Scheduled());
    }

    private static Failure Sick { get; } = new(FailureKind.ExitCode, "disable ended with 1.");

    private static Story Out(Story story) => Out(story, Upgrade.Step);

    private static Story Out(Story story, string step)
    {
        story.Given(
            new RunEvent.StepSucceeded(
                BuiltInSteps.Header,
                1,
                Facts.Empty.Add("channel", SlackEyes.Channel).Add("ts", "1.0")
            )
        );
        return story.Done(Upgrade with { Step = ReservedNames.TakeStep }).Began(Upgrade with { Step = step });
    }

    private string Said() => _slack.Messages(SlackEyes.Channel).ToJsonString();

    private DeadManQueue Queue() =>
        new(
            new SlackClient(
                new HttpClient(new EmulatorHandler(_slack)),
                new SlackOptions
                {
                    BotToken = SlackWorkspace.BotToken,
                    AppToken = SlackWorkspace.AppToken,
                    BaseAddress = new Uri("http://slack.invalid/api/"),
                },
                _time
            ),
            _time,
            NullLogger<DeadManQueue>.Instance
        );
}
