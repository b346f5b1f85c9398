using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Secrets;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>A runbook's script on a host: values in, output and exit code out, stopped after its timeout.</summary>
public sealed class RunTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_script_that_ends_well_leaves_exit_code_and_output()
    {
        var scene = Script("echo first; echo second");
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("0", step.Evidence["exit-code"]);
        Assert.Equal("first\nsecond", step.Evidence["output"]);
        Assert.Equal(1, scene.Began(1));
    }

    [Fact]
    public async Task Values_reach_the_script_as_environment_and_never_as_its_text()
    {
        const string script = "echo \"$packages\"";
        var scene = new HostScene(
            HostScene.StepOf(new Work.Run(script, null, null)),
            parameters: Facts.Empty.Add("packages", "openssl; touch /pwned")
        );
        var step = await scene.DriveAsync();
        Assert.Equal("openssl; touch /pwned", step.Evidence["output"]);
        Assert.DoesNotContain("/pwned", scene.Simulated.Files.Keys);
        var began = Assert.Single(scene.Fleet.Effects.All, effect => effect.Kind == EffectKind.AttemptBegan);
        Assert.Equal(script, began.Detail);
    }

    [Fact]
    public async Task Another_exit_code_than_0_is_a_failure_with_what_was_printed()
    {
        var scene = Script("echo E: broken packages; exit 100");
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Equal(FailureKind.ExitCode, failed.Failure.Kind);
        Assert.Equal("100", failed.Evidence["exit-code"]);
        Assert.Equal("E: broken packages", failed.Evidence["output"]);
    }

    [Theory]
    [InlineData(
        "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7 (apt-get)",
        FailureKind.PackagesLocked,
        "Do not delete the lock file."
    )]
    [InlineData(
        "dpkg: error: dpkg frontend lock was locked by another process with pid 7",
        FailureKind.PackagesLocked,
        "Wait until that process has ended"
    )]
    [InlineData("tar: ./usr/share/x: Cannot write: No space left on device", FailureKind.DiskFull, "Make room there")]
    [InlineData(
        "E: You don't have enough free space in /var/cache/apt/archives/.",
        FailureKind.DiskFull,
        "Make room there"
    )]
    [Fault(19)]
    public async Task What_the_command_said_of_the_cause_names_the_failure(string said, FailureKind kind, string advice)
    {
        var scene = Script($"echo \"{said}\"; echo more; exit 100");
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.Contains(said, failure.Sentence, StringComparison.Ordinal);
        Assert.Contains(advice, failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_complained_and_ended_well_has_not_failed() =>
        Assert.Equal(StepPhase.Succeeded, (await Script("echo No space left on device; exit 0").DriveAsync()).Phase);

    [Fact]
    public async Task What_ended_while_nobody_looked_brings_its_output_too()
    {
        var scene = Script("echo E: broken packages; exit 100").AtStart(HostFaultKind.StartAnswerLost);
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Contains(scene.Events, happened => happened is RunEvent.StepDoubted);
        Assert.Equal("100", failed.Evidence["exit-code"]);
        Assert.Equal("E: broken packages", failed.Evidence["output"]);
        Assert.Equal(1, scene.Began(1));
    }

    [Theory]
    [InlineData(HostFaultKind.DiskFull, FailureKind.DiskFull)]
    [InlineData(HostFaultKind.HostKeyChanged, FailureKind.HostKey)]
    [InlineData(HostFaultKind.AccessRefused, FailureKind.Refused)]
    [InlineData(HostFaultKind.Unreachable, FailureKind.Unreachable)]
    [Fault(19)]
    public async Task Where_nothing_could_be_started_the_failure_has_its_name(HostFaultKind fault, FailureKind kind)
    {
        var scene = Script("echo done > /done").AtStart(fault, Minute);
        Assert.Equal(kind, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.Equal(0, scene.Began(1));
        Assert.DoesNotContain("/done", scene.Simulated.Files.Keys);
    }

    [Fact]
    public async Task A_script_that_takes_too_long_is_stopped_on_the_host()
    {
        var scene = Script("sleep 900; echo done > /done", timeout: Minute);
        var failed = scene.Failed(await scene.DriveAsync());
        Assert.Equal(FailureKind.TimedOut, failed.Failure.Kind);
        Assert.Contains("was stopped", failed.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, scene.Effects(EffectKind.AttemptStopped));
        await scene.PassAsync(TimeSpan.FromMinutes(20));
        Assert.DoesNotContain("/done", scene.Simulated.Files.Keys);
    }

    [Fact]
    public async Task A_script_whose_host_is_away_when_its_time_is_up_may_still_run()
    {
        var scene = Script("sleep 900", timeout: Minute)
            .AtStart(HostFaultKind.Unreachable, TimeSpan.FromHours(4), after: 2);
        scene.With(HostFaultKind.FollowLost, TimeSpan.FromSeconds(5));
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Unknown, step.Phase);
        Assert.Contains("ol-dev", step.Doubt, StringComparison.Ordinal);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(0, scene.Began(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_command_that_its_ledger_forgot_is_neither_called_stopped_nor_begun_again(int after)
    {
        // Start, follow and stop call the ledger, in this order.
        var scene = Script("sleep 900", timeout: Minute, retry: new RetryRule(3, Minute))
            .AtStart(HostFaultKind.LedgerOlder, after: after);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Contains("It is not known whether the command still runs", failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(0, scene.Began(2));
        Assert.Equal(0, scene.Effects(EffectKind.AttemptStopped));
    }

    [Theory]
    [InlineData("exit 0", StepPhase.Succeeded, 0)]
    [InlineData("exit 1", StepPhase.Failed, 1)]
    [InlineData("exit 2", StepPhase.Failed, 0)]
    public async Task A_second_attempt_asks_the_authors_probe_first(string probe, StepPhase phase, int began)
    {
        var scene = Script("exit 5", probe, retry: new RetryRule(2, Minute));
        var step = await scene.DriveAsync();
        Assert.Equal(phase, step.Phase);
        Assert.Equal(2, step.Attempt);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(began, scene.Began(2));
    }

    [Fact]
    public async Task A_probe_that_tells_nothing_says_that_it_was_not_run_again()
    {
        var scene = Script("exit 5", "exit 2", retry: new RetryRule(3, Minute));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Contains("exit code 2", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("It was not run again.", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_key_that_changed_before_the_second_attempt_is_named_as_that()
    {
        // Start and follow are the first attempt's calls.
        var scene = Script("exit 5", "exit 1", retry: new RetryRule(2, Minute))
            .AtStart(HostFaultKind.HostKeyChanged, after: 2);
        Assert.Equal(FailureKind.HostKey, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.Equal(0, scene.Began(2));
    }

    [Theory]
    [InlineData("[ -e /done ]", StepPhase.Succeeded, 0)]
    [InlineData("exit 1", StepPhase.Succeeded, 1)]
    [InlineData("exit 2", StepPhase.Unknown, 0)]
    [InlineData(null, StepPhase.Unknown, 0)]
    public async Task A_script_that_was_cut_short_is_judged_by_the_authors_probe(
        string? probe,
        StepPhase phase,
        int again
    )
    {
        var scene = Script("echo done > /done; sleep 60", probe);
        var step = await scene.AtStart(scene.RebootByHand).DriveAsync();
        Assert.Equal(phase, step.Phase);
        Assert.Equal(1, scene.Began(1));
        Assert.Equal(again, scene.Began(2));
    }

    [Fact]
    public async Task Secrets_of_many_lines_are_removed_from_output_and_evidence()
    {
        var scene = new HostScene(
            HostScene.StepOf(new Work.Run("echo token xoxb-1234567890; echo MIIEpAIBAAKCAQEA; echo open", null, null)),
            redactor: new Redactor(["xoxb-1234567890", "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\n-----END KEY-----\n"])
        );
        var step = await scene.DriveAsync();
        Assert.Equal("token [secret removed]\n[secret removed]\nopen", step.Evidence["output"]);
    }

    [Fact]
    public async Task Secrets_are_removed_from_the_failures_sentence()
    {
        var scene = new HostScene(
            HostScene.StepOf(new Work.Capture(["kernel"])),
            redactor: new Redactor(["xoxb-1234567890"])
        );
        scene.Simulated.Questions.Insert(
            0,
            new(text => text == "uname -r", (_, _) => new(1, "", "cannot log in with xoxb-1234567890"))
        );
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Contains("[secret removed]", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_end_of_a_long_output_is_kept()
    {
        var scene = Script("cat /numbers");
        scene.Simulated.Files["/numbers"] = string.Concat(Enumerable.Range(1, 500).Select(number => $"{number}\n"));
        var lines = (await scene.DriveAsync()).Evidence["output"].Split('\n');
        Assert.Equal(Enumerable.Range(481, 20).Select(number => $"{number}"), lines);
    }

    private static HostScene Script(
        string script,
        string? probe = null,
        TimeSpan? timeout = null,
        RetryRule? retry = null
    ) => new(HostScene.StepOf(new Work.Run(script, probe, null), timeout, retry));
}
