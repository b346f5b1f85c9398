using OlUpgrade.Hosts;
using OlUpgrade.Plans;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>Survey and capture only read, and name the host and the fact that they could not read.</summary>
public sealed class ReadingTests
{
    private static readonly StepPlace Survey = BuiltInSteps.Survey("ol-dev");

    [Fact]
    public async Task A_survey_knows_machine_boot_kernel_and_system()
    {
        var scene = new HostScene();
        await scene.DriveAsync();
        var evidence = scene.Run.Evidence(Survey)!;
        Assert.Equal(scene.Simulated.MachineId, evidence["machine-id"]);
        Assert.Equal(scene.Simulated.BootId, evidence["boot-id"]);
        Assert.Equal("6.1.0-30-amd64", evidence["kernel"]);
        Assert.StartsWith("Debian", evidence["system"], StringComparison.Ordinal);
        Assert.DoesNotContain(RunningCommits.CommitsFact, evidence.Keys);
    }

    [Fact]
    public async Task Where_a_branch_is_kept_a_survey_also_tells_what_runs()
    {
        var scene = Keeping(HostScene.HostWith() with { Revision = "http://localhost/status" });
        await scene.DriveAsync();
        var evidence = scene.Run.Evidence(Survey)!;
        Assert.Equal(KnownFiles.AtFirst[KnownFiles.Revision], evidence["revision"]);
        Assert.Equal($"/opt/olsystem {KnownFiles.AtFirst[KnownFiles.Commit]}", evidence["commits"]);
        Assert.Contains("docker 29.0.1", evidence["versions"].Split('\n'));
    }

    [Fact]
    public async Task A_host_that_cannot_tell_what_runs_is_surveyed_all_the_same()
    {
        var scene = Keeping(HostScene.HostWith());
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text == HostQuestions.Versions || text == HostQuestions.Commits,
                (_, _) => new ShellAnswer(127, "", "no such program")
            )
        );
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        var evidence = scene.Run.Evidence(Survey)!;
        Assert.Equal(scene.Simulated.MachineId, evidence["machine-id"]);
        Assert.DoesNotContain("versions", evidence.Keys);
    }

    [Theory]
    [InlineData(HostFaultKind.Unreachable, FailureKind.Unreachable)]
    [InlineData(HostFaultKind.AnswerLost, FailureKind.Unreachable)]
    [InlineData(HostFaultKind.HostKeyChanged, FailureKind.HostKey)]
    [InlineData(HostFaultKind.AccessRefused, FailureKind.Refused)]
    [InlineData(HostFaultKind.BootIdGarbled, FailureKind.Refused)]
    [InlineData(HostFaultKind.BootIdEmpty, FailureKind.Refused)]
    public async Task A_survey_that_finds_nothing_names_the_host_and_touches_nothing(
        HostFaultKind fault,
        FailureKind kind
    )
    {
        var scene = new HostScene().With(fault, TimeSpan.FromHours(1), times: 9);
        await scene.DriveAsync();
        var step = scene.Run.Step(Survey);
        Assert.Equal(StepPhase.Failed, step.Phase);
        Assert.Equal(kind, step.Failure!.Kind);
        Assert.Contains("ol-dev", step.Failure.Sentence, StringComparison.Ordinal);
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    public async Task A_survey_tries_again_what_may_pass()
    {
        var scene = new HostScene().With(HostFaultKind.Unreachable, TimeSpan.FromSeconds(3));
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(2, scene.Run.Step(Survey).Attempt);
    }

    [Fact]
    public async Task A_capture_notes_each_fact_in_the_hosts_own_lines()
    {
        var scene = Capture("packages", "kernel", "containers", "commits", "images");
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(["commits", "containers", "images", "kernel", "packages"], step.Evidence.Keys);
        Assert.Equal("6.1.0-30-amd64", step.Evidence["kernel"]);
        Assert.StartsWith(
            "/web running openlibrary/olbase:latest 0 sha256:",
            step.Evidence["containers"],
            StringComparison.Ordinal
        );
        Assert.Contains("openssl 3.0.15-1", step.Evidence["packages"].Split('\n'));
    }

    [Theory]
    [InlineData(HostFaultKind.Unreachable, FailureKind.Unreachable)]
    [InlineData(HostFaultKind.AnswerLost, FailureKind.Unreachable)]
    [InlineData(HostFaultKind.HostKeyChanged, FailureKind.HostKey)]
    [InlineData(HostFaultKind.AccessRefused, FailureKind.Refused)]
    public async Task A_capture_without_an_answer_fails_by_name(HostFaultKind fault, FailureKind kind)
    {
        var scene = Capture("kernel").AtStart(fault, TimeSpan.FromHours(1), times: 9);
        Assert.Equal(kind, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Fact]
    public async Task A_capture_that_takes_too_long_ends_with_its_time()
    {
        var step = HostScene.StepOf(new Work.Capture(["kernel", "packages"]), TimeSpan.FromSeconds(5));
        var scene = new HostScene(step, HostScene.HostWith(["web"]));
        scene.AtStart(() => scene.Simulated.Latency = TimeSpan.FromSeconds(4));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.TimedOut, failure.Kind);
        Assert.EndsWith(
            "took longer than 5 s. It only reads; nothing was changed.",
            failure.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_capture_says_which_fact_the_host_could_not_tell()
    {
        var scene = Capture("kernel");
        scene.Simulated.Questions.Insert(
            0,
            new(text => text == "uname -r", (_, _) => new(127, "", "uname: not found\n"))
        );
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.ExitCode, failure.Kind);
        Assert.Equal(
            "ol-dev could not report its kernel: exit code 127, uname: not found. Nothing was changed.",
            failure.Sentence
        );
    }

    private static HostScene Capture(params string[] what) =>
        new(HostScene.StepOf(new Work.Capture([.. what])), HostScene.HostWith(["web"]));

    private static HostScene Keeping(Host host) =>
        new(host: host) { KeepsBranch = new(["internetarchive/openlibrary"], "production") };
}
