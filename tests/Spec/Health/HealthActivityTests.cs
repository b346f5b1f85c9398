using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Upgrades;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Health;

/// <summary>A host must stay healthy; a failure names the question and what was observed.</summary>
public sealed class HealthActivityTests
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly HealthQuestion Clock = new HealthQuestion.Clock();

    private int _asked;

    [Fact]
    public async Task Healthy_so_many_times_in_a_row_is_success_with_every_answer()
    {
        var scene = Scene(Clock, new HealthQuestion.Disk("/", 500));
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("3", step.Evidence["in-a-row"]);
        Assert.Equal("yes", step.Evidence["the clock is synchronised"]);
        Assert.Equal("20000 MiB are free", step.Evidence["500 MiB are free at /"]);
        Assert.True(scene.Passed >= 2 * Every);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("healthy", true)]
    [InlineData("starting", false)]
    [InlineData("unhealthy", false)]
    [Finding("H35")]
    public async Task A_host_is_as_well_as_the_health_checks_of_its_containers_say(string health, bool isWell)
    {
        var host = HostScene.HostWith(["web"], null, new HealthQuestion.AllContainers());
        var scene = new HostScene(HostScene.StepOf(new Work.Health(2, Every), TimeSpan.FromMinutes(1)), host);
        scene.Simulated.Containers["web"] = scene.Simulated.Containers["web"] with { Health = health };
        var step = await scene.DriveAsync();
        Assert.Equal(isWell ? StepPhase.Succeeded : StepPhase.Failed, step.Phase);
        Assert.Equal(!isWell, step.Failure?.Sentence.Contains($"web (health check: {health}, log: ", default) == true);
    }

    [Fact]
    public async Task One_bad_answer_starts_the_count_anew()
    {
        var scene = Scene(Clock);
        Answer(scene, asked => asked == 3 ? "no" : "yes");
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(6, _asked);
    }

    [Fact]
    public async Task When_the_time_is_up_the_very_question_is_named_with_what_was_seen()
    {
        var scene = Scene(new HealthQuestion.Disk("/", 500), Clock);
        Answer(scene, _ => "no");
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Equal(FailureKind.Unhealthy, failed.Failure.Kind);
        Assert.Contains(
            "\"the clock is synchronised\" does not hold: no",
            failed.Failure.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal("20000 MiB are free", failed.Evidence["500 MiB are free at /"]);
    }

    [Fact]
    public async Task Well_now_and_then_is_not_healthy()
    {
        var scene = Scene(Clock);
        Answer(scene, asked => asked % 3 == 0 ? "no" : "yes");
        Assert.Equal(FailureKind.Unhealthy, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Fact]
    public async Task A_host_that_is_away_for_a_while_may_still_become_healthy()
    {
        var scene = Scene(Clock).AtStart(HostFaultKind.Unreachable, TimeSpan.FromSeconds(30), after: 1);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.True(scene.Passed > TimeSpan.FromSeconds(30));
    }

    [Fact]
    [Fault(21)]
    public async Task A_host_that_stays_away_is_unreachable_and_not_healthy()
    {
        var scene = Scene(Clock).AtStart(HostFaultKind.Unreachable, TimeSpan.FromHours(1));
        Assert.Equal(FailureKind.Unreachable, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Theory]
    [InlineData(HostFaultKind.HostKeyChanged, FailureKind.HostKey)]
    [InlineData(HostFaultKind.AccessRefused, FailureKind.Refused)]
    public async Task What_waiting_cannot_mend_stops_at_once(HostFaultKind fault, FailureKind kind)
    {
        var scene = Scene(Clock).AtStart(fault);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.False(failure.Retryable);
        Assert.True(scene.Passed < Every);
    }

    private static HostScene Scene(params HealthQuestion[] questions) =>
        new(
            HostScene.StepOf(new Work.Health(3, Every), TimeSpan.FromMinutes(1)),
            HostScene.HostWith(health: questions)
        );

    private void Answer(HostScene scene, Func<int, string> clock) =>
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text.StartsWith("timedatectl ", StringComparison.Ordinal),
                (_, _) => new ShellAnswer(0, clock(++_asked) + "\n", "")
            )
        );
}
