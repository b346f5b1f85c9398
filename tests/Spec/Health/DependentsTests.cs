using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Upgrades;

namespace OlUpgrade.Spec.Health;

/// <summary>A host that needs another is asked with it, after the other was changed.</summary>
[Finding("H28")]
public sealed class DependentsTests
{
    [Fact]
    public async Task What_depends_on_the_host_is_asked_too_and_its_answers_are_kept()
    {
        var step = await Scene().DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("/www0_1 is a mountpoint", step.Evidence["ol-home: /www0_1 is mounted"]);
        Assert.Equal("yes", step.Evidence["the clock is synchronised"]);
        Assert.DoesNotContain(step.Evidence.Keys, fact => fact.StartsWith("ol-other", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_no_stops_the_run_as_the_host_s_own_does_and_says_who_asks_and_why()
    {
        var scene = Scene();
        scene.Fleet["ol-home"].Mounts["/www0_1"] = false;
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.Equal(
            "ol-home, which depends on ol-dev and is asked after its change, was not healthy within 1 min: "
                + "\"/www0_1 is mounted\" does not hold: mountpoint: /www0_1: Stale file handle",
            failure.Sentence
        );
    }

    [Fact]
    public async Task Once_it_is_well_again_a_retry_goes_on()
    {
        var scene = Scene();
        scene.Fleet["ol-home"].Mounts["/www0_1"] = false;
        Assert.Equal(StepPhase.Failed, (await scene.DriveAsync()).Phase);
        scene.Fleet["ol-home"].Mounts["/www0_1"] = true;
        var decided = await scene.DecideAsync(new PersonsCommand.Resume(null, Some.Approver, "mounted again"));
        Assert.Equal(StepPhase.Succeeded, decided.Phase);
    }

    [Fact]
    public async Task One_that_does_not_answer_is_not_taken_for_well()
    {
        var scene = Scene();
        scene.Fleet["ol-home"].Faults.Inject(new(HostFaultKind.Unreachable, 99, 0, TimeSpan.FromHours(1), 1));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unreachable, failure.Kind);
        Assert.StartsWith("ol-home, which depends on ol-dev", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_refuses_the_login_stops_at_once_and_says_why_it_was_asked()
    {
        var scene = Scene();
        scene.Fleet["ol-home"].Faults.Inject(new(HostFaultKind.HostKeyChanged));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.HostKey, failure.Kind);
        Assert.False(failure.Retryable);
        Assert.StartsWith("ol-home, which depends on ol-dev", failure.Sentence, StringComparison.Ordinal);
    }

    private static HostScene Scene()
    {
        var asked = HostScene.HostWith(health: new HealthQuestion.Clock());
        var dependent = Some.Host("ol-home") with
        {
            Role = "home",
            Depends = ["ol-dev"],
            Health = [new HealthQuestion.Mount("/www0_1")],
        };
        var other = dependent with { Name = "ol-other", Depends = [] };
        var step = HostScene.StepOf(new Work.Health(2, TimeSpan.FromSeconds(5)), TimeSpan.FromMinutes(1));
        return new HostScene(step, asked, peers: [dependent, other]);
    }
}
