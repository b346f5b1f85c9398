using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>
/// After a boot the expected containers run or are brought up, or the failure names those that do not.
/// </summary>
public sealed class ContainersTests
{
    private const string BringUp = "docker compose up -d";

    [Fact]
    public async Task Containers_that_all_run_are_left_alone()
    {
        var scene = Scene(BringUp);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("web solr", step.Evidence["containers"]);
        Assert.Equal(0, scene.Began(1));
        Assert.True(scene.Passed >= HostPolling.Real.StableFor);
    }

    [Fact]
    public async Task A_container_that_is_missing_is_brought_up()
    {
        var scene = Put(Scene(BringUp), "exited");
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("web", step.Before["missing-before"]);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(1, scene.Effects(EffectKind.ContainersStarted));
    }

    [Fact]
    public async Task A_container_that_is_not_even_there_is_missing_too()
    {
        var scene = Scene(BringUp);
        scene.Simulated.Containers.Remove("web");
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.Contains("do not run: web.", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_in_a_restart_loop_is_unhealthy()
    {
        var scene = Put(Scene(BringUp), "restarting");
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.Contains("web", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_looks_well_but_restarts_again_and_again_is_found_by_its_count()
    {
        var scene = Scene(BringUp);
        var looks = 0;
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text == HostQuestions.Containers,
                (_, _) => new(0, $"/web running image {++looks}\n/solr running image 0\n", "")
            )
        );
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.Contains("web", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("solr", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_way_to_bring_them_up_the_failure_says_so()
    {
        var scene = Put(Scene(bringUp: null), "exited");
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(
            "On ol-dev these containers do not run: web. The inventory has no script to bring them up.",
            failure.Sentence
        );
        Assert.False(failure.Retryable);
        Assert.Equal(0, scene.Began(1));
    }

    [Fact]
    public async Task Where_nothing_is_expected_all_is_well()
    {
        var scene = new HostScene(HostScene.StepOf(new Work.Containers()));
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(0, scene.Began(1));
    }

    [Fact]
    public async Task A_docker_that_does_not_answer_is_named()
    {
        var scene = Scene(BringUp);
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text == HostQuestions.Containers,
                (_, _) => new(1, "", "Cannot connect to the Docker daemon.\n")
            )
        );
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unhealthy, failure.Kind);
        Assert.Equal("Docker on ol-dev does not answer: Cannot connect to the Docker daemon.", failure.Sentence);
    }

    [Fact]
    public async Task A_way_to_bring_them_up_that_fails_names_the_containers_that_are_away_and_its_exit_code()
    {
        var scene = Put(Scene("exit 17"), "exited");
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Equal(FailureKind.Unhealthy, failed.Failure.Kind);
        Assert.Contains("(exited). Bringing them up failed.", failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("exit code 17", failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal("17", failed.Evidence["exit-code"]);
    }

    [Theory]
    [InlineData(HostFaultKind.Unreachable, FailureKind.Unreachable)]
    [InlineData(HostFaultKind.HostKeyChanged, FailureKind.HostKey)]
    [InlineData(HostFaultKind.AccessRefused, FailureKind.Refused)]
    [InlineData(HostFaultKind.DiskFull, FailureKind.DiskFull)]
    public async Task A_host_that_lets_nothing_start_is_named(HostFaultKind fault, FailureKind kind)
    {
        var scene = Put(Scene(BringUp), "exited").AtStart(fault, TimeSpan.FromMinutes(1));
        Assert.Equal(kind, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.Equal(0, scene.Began(1));
    }

    [Fact]
    public async Task A_host_key_that_changes_while_it_is_watched_stops_at_once()
    {
        var scene = Scene(BringUp).AtStart(HostFaultKind.HostKeyChanged, after: 1);
        Assert.Equal(FailureKind.HostKey, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.True(scene.Passed < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task When_the_time_is_up_before_a_second_look_the_sentence_still_says_why()
    {
        var scene = Scene(BringUp, timeout: TimeSpan.FromSeconds(5));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Contains("too short", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_no_containers_are_not_read_as_some()
    {
        var table = ContainerTable.Read("error: something broke\n\n/web running image many\n/solr running image 2\n");
        Assert.Equal(["solr"], table.Rows.Keys);
        Assert.Equal(["web"], table.NotRunning(["web", "solr"]));
    }

    private static HostScene Scene(string? bringUp, TimeSpan? timeout = null) =>
        new(HostScene.StepOf(new Work.Containers(), timeout), HostScene.HostWith(["web", "solr"], bringUp));

    private static HostScene Put(HostScene scene, string state)
    {
        scene.Simulated.Containers["web"] = scene.Simulated.Containers["web"] with { State = state };
        return scene;
    }
}
