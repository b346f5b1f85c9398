using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Upgrades;

namespace OlUpgrade.Spec.Health;

/// <summary>Every obstacle is named at once with what to do, and nothing is changed.</summary>
public sealed class PreflightTests
{
    private static readonly HealthQuestion Crons = new HealthQuestion.NotRunning(["oldump.sh"]);
    private static readonly HealthQuestion Clean = new HealthQuestion.Clean("/opt/openlibrary");
    private static readonly HealthQuestion Room = new HealthQuestion.Disk("/", 2048);
    private static readonly HealthQuestion Peers = new HealthQuestion.Peers();

    [Fact]
    public async Task A_clear_host_is_told_with_every_answer()
    {
        var scene = Scene([Crons, Clean, Room, new HealthQuestion.Unit("docker")]);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("none is running", step.Evidence["none of these runs: oldump.sh"]);
        Assert.Equal("20000 MiB are free", step.Evidence["2048 MiB are free at /"]);
        Assert.Equal(4, step.Evidence.Count);
    }

    [Fact]
    [Fault(19)]
    public async Task Every_obstacle_is_named_at_once_each_with_what_to_do()
    {
        var scene = Scene([Crons, Clean, Room, new HealthQuestion.Unit("docker")]);
        scene.Simulated.Processes.Add("/bin/bash /opt/openlibrary/scripts/oldump.sh");
        scene.Simulated.ChangedCheckouts.Add("/opt/openlibrary");
        scene.Simulated.DiskFreeMegabytes = 500;
        scene.Simulated.Services["docker"] = false;
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NotReady, failure.Kind);
        Assert.StartsWith("Work on ol-dev cannot start. ", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("oldump.sh): wait until it has ended.", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("compose.yaml): find out whose change it is", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("500 MiB are free): free up space at /.", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("`systemctl status docker`", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, scene.Effects(EffectKind.AttemptBegan));
    }

    [Fact]
    public async Task Another_host_of_the_role_that_is_not_well_stands_in_the_way()
    {
        var scene = Scene([Peers], Peer("ol-web2", "web"), Peer("ol-solr1", "solr"));
        scene.Fleet["ol-web2"].Services["nginx"] = false;
        scene.Fleet["ol-solr1"].Services["nginx"] = false;
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NotReady, failure.Kind);
        Assert.Contains("ol-web2 has the same role and is unhealthy", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("bring it back into service first", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("ol-solr1", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Fault(21)]
    public async Task Another_host_of_the_role_that_cannot_be_asked_is_away_and_nobody_can_override_that()
    {
        var scene = Scene([Peers], Peer("ol-web2", "web"));
        scene.Fleet["ol-web2"].Faults.Inject(new(HostFaultKind.Unreachable, 9, 0, TimeSpan.FromHours(1), 1));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Unreachable, failure.Kind);
        Assert.Contains("ol-web2", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H32")]
    public async Task A_host_that_a_person_excluded_is_not_asked_as_a_peer_while_another_one_serves()
    {
        var scene = Scene(["ol-web1"], Peer("ol-web1", "web"), Peer("ol-web2", "web"));
        scene.Fleet["ol-web1"].Faults.Inject(new(HostFaultKind.Unreachable, 9, 0, TimeSpan.FromHours(1), 1));
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("not asked: a person excluded it", step.Evidence["ol-web1 is well"]);
        Assert.Equal("yes", step.Evidence["ol-web2 is well"]);
    }

    [Fact]
    [Finding("H32")]
    public async Task Where_only_excluded_hosts_are_left_and_none_is_well_the_sentence_says_what_to_do_and_it_works()
    {
        var scene = Scene(["ol-web1"], Peer("ol-web1", "web"));
        scene.Fleet["ol-web1"].Services["nginx"] = false;
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NotReady, failure.Kind);
        Assert.Contains("Nobody would serve while ol-dev is worked on", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "an approver lets it begin all the same with `override`",
            failure.Sentence,
            StringComparison.Ordinal
        );
        var skip = await scene.CommandAsync(new PersonsCommand.Skip(scene.Place, Some.Approver, "it is known"));
        Assert.Contains("override 1 --host ol-dev", skip.Refusal!.Sentence, StringComparison.Ordinal);
        var over = new PersonsCommand.Override(scene.Place, Some.Approver, "readers were told");
        Assert.Equal(StepPhase.Succeeded, (await scene.DecideAsync(over)).Phase);
    }

    [Fact]
    [Finding("H32")]
    public async Task An_excluded_host_that_is_well_is_peer_enough()
    {
        var scene = Scene(["ol-web1"], Peer("ol-web1", "web"));
        Assert.Equal("yes", (await scene.DriveAsync()).Evidence["ol-web1 is well"]);
    }

    [Fact]
    public async Task A_host_that_cannot_be_asked_is_unreachable_and_cannot_be_overridden()
    {
        var scene = Scene([Crons]).AtStart(HostFaultKind.Unreachable, TimeSpan.FromHours(1));
        Assert.Equal(FailureKind.Unreachable, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        await scene.CommandAsync(new PersonsCommand.Override(scene.Place, Some.Approver, "I know better"));
        Assert.Equal(StepPhase.Failed, (await scene.GoOnAsync()).Phase);
    }

    [Fact]
    public async Task An_approver_overrides_what_was_found_and_it_stays_in_the_evidence()
    {
        var scene = Scene([Clean]);
        scene.Simulated.ChangedCheckouts.Add("/opt/openlibrary");
        await scene.DriveAsync();
        await scene.CommandAsync(
            new PersonsCommand.Override(scene.Place, Some.Approver, "it is my patch, and it is on master")
        );
        var step = await scene.GoOnAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("cdrini", step.Evidence["overridden-by"]);
        Assert.Contains("uncommitted change", step.Evidence["found"], StringComparison.Ordinal);
    }

    private static HostScene Scene(HealthQuestion[] preflight, params Host[] peers) =>
        new(
            HostScene.StepOf(new Work.Preflight()),
            Some.Host("ol-dev") with
            {
                Preflight = [.. preflight],
            },
            peers: peers
        );

    /// <summary>Only peers are asked about; these are in the run too, and excluded by a person.</summary>
    private static HostScene Scene(string[] excluded, params Host[] peers) =>
        new(HostScene.StepOf(new Work.Preflight()), Some.Host("ol-dev") with { Preflight = [Peers] }, peers: peers)
        {
            Excluded = excluded,
        };

    private static Host Peer(string name, string role) =>
        Some.Host(name) with
        {
            Role = role,
            Health = [new HealthQuestion.Unit("nginx")],
        };
}
