using OlUpgrade.Calendar;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Runs.Fleet;

public sealed class FleetTableTests
{
    [Fact]
    public void A_run_without_a_plan_has_no_rows() => Assert.Empty(FleetTable.Of(Run.Initial(new RunId(1))));

    [Fact]
    public void Hosts_keep_the_order_of_the_plan_each_with_its_state() =>
        Assert.Equal(
            ["ol-dev canary Done ", "ol-web1 web InWork upgrade packages", "ol-home home Waiting "],
            FleetTable.Of(SampleRun.Halfway).Select(row => $"{row.Host} {row.Stage} {row.State} {row.CurrentStep}")
        );

    [Fact]
    public void Kernel_and_reboot_are_shown_from_the_evidence()
    {
        var rows = FleetTable.Of(SampleRun.Halfway);

        Assert.Equal(new BootFacts("6.1.0-1", "aaa"), rows[0].Before);
        Assert.Equal(new BootFacts("6.1.0-2", "ddd"), rows[0].After);
        Assert.True(rows[0].Rebooted);
        Assert.Equal(new BootFacts(null, null), rows[1].After);
        Assert.False(rows[1].Rebooted);
    }

    [Fact]
    public void Times_are_those_of_the_hosts_first_and_last_step()
    {
        var rows = FleetTable.Of(SampleRun.Halfway);

        Assert.Equal(SampleRun.RequestedAt.AddMinutes(10), rows[0].StartedAt);
        Assert.Equal(SampleRun.RequestedAt.AddMinutes(20), rows[0].EndedAt);
        Assert.Null(rows[1].EndedAt);
        Assert.Null(rows[2].StartedAt);
    }

    [Fact]
    public void A_host_soaks_until_the_quiet_time_is_over()
    {
        var soak = new StepPlace("canary soak", "ol-dev", "soak");
        var run = SampleRun.Halfway with { Steps = SampleRun.Halfway.Steps.Remove(soak) };

        Assert.Equal((HostState.Soaking, "soak"), (FleetTable.Of(run)[0].State, FleetTable.Of(run)[0].CurrentStep));
    }

    [Theory]
    [InlineData(StepPhase.Failed, HostState.Failed)]
    [InlineData(StepPhase.Unknown, HostState.Unknown)]
    public void A_host_that_waits_for_a_person_says_why(StepPhase phase, HostState state)
    {
        var row = FleetTable.Of(SampleRun.Halfway.In(new("web", "ol-web1", "reboot"), phase, 30, "no answer"))[1];

        Assert.Equal((state, "reboot", "no answer"), (row.State, row.CurrentStep, row.Problem));
    }

    [Theory]
    [InlineData(StepPhase.Pending)]
    [InlineData(StepPhase.RetryDue)]
    public void A_host_with_a_step_to_retry_is_in_work(StepPhase phase)
    {
        var row = FleetTable.Of(SampleRun.Halfway.In(new("web", "ol-web1", "upgrade packages"), phase, 30))[1];

        Assert.Equal((HostState.InWork, "upgrade packages", null), (row.State, row.CurrentStep, row.Problem));
    }

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(90, "90 s")]
    [InlineData(300, "5 min")]
    [InlineData(3600, "1 h")]
    [InlineData(5400, "1 h 30 min")]
    [InlineData(28800, "8 h")]
    public void Durations_are_written_in_the_largest_exact_units(int seconds, string words) =>
        Assert.Equal(words, TimeText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(2.46, "2.5 s")]
    [InlineData(59, "59 s")]
    [InlineData(60, "1 min")]
    [InlineData(303, "5 min 3 s")]
    [InlineData(3599, "59 min 59 s")]
    [InlineData(3600, "1 h")]
    [InlineData(7859, "2 h 10 min")]
    [InlineData(180_000, "50 h")]
    public void Long_durations_are_rounded_for_people(double seconds, string words) =>
        Assert.Equal(words, TimeText.Took(TimeSpan.FromSeconds(seconds)));
}
