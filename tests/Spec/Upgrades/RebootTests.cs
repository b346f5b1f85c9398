using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>The verdicts on a reboot, each proved by the boot ID and nothing else.</summary>
public sealed class RebootTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_reboot_is_proved_by_boot_ID_and_kernel()
    {
        var scene = Reboot();
        var before = scene.Simulated.BootId;
        scene.Simulated.InstalledKernel = "6.1.0-31-amd64";
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(before, step.Evidence["boot-id-before"]);
        Assert.Equal(scene.Simulated.BootId, step.Evidence["boot-id"]);
        Assert.NotEqual(before, step.Evidence["boot-id"]);
        Assert.Equal("6.1.0-30-amd64", step.Evidence["kernel-before"]);
        Assert.Equal("6.1.0-31-amd64", step.Evidence["kernel"]);
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    [Theory]
    [InlineData(HostFaultKind.RebootIgnored, FailureKind.NeverWentDown, "did not go down within 10 min;")]
    [InlineData(HostFaultKind.NeverBack, FailureKind.NotBack, "was not back after 10 min.")]
    [InlineData(HostFaultKind.OldKernel, FailureKind.WrongKernel, "6.1.0-31-amd64 is installed")]
    [InlineData(HostFaultKind.Flaps, FailureKind.Flapping, "booted more than once")]
    [Fault(17, 21)]
    public async Task What_went_wrong_has_a_name_of_its_own(HostFaultKind fault, FailureKind kind, string words)
    {
        var scene = Reboot().With(fault, TimeSpan.FromSeconds(40));
        scene.Simulated.InstalledKernel = "6.1.0-31-amd64";
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(kind, failure.Kind);
        Assert.False(failure.Retryable);
        Assert.Contains(words, failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    [Fact]
    [Fault(17)]
    public async Task A_second_boot_within_the_soak_is_flapping_though_the_host_answers()
    {
        var scene = Reboot(soak: TimeSpan.FromMinutes(3)).With(HostFaultKind.Flaps, TimeSpan.FromSeconds(40));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Flapping, failure.Kind);
        Assert.Contains("booted more than once", failure.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_comes_back_and_goes_for_good_is_called_away_again()
    {
        var scene = Reboot()
            .With(HostFaultKind.Flaps, TimeSpan.FromSeconds(40))
            .With(HostFaultKind.NeverBack, after: 1);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Flapping, failure.Kind);
        Assert.Contains("went away again", failure.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostFaultKind.SlowBoot)]
    [InlineData(HostFaultKind.SlowShutdown)]
    [InlineData(HostFaultKind.LoginsClosed)]
    [Fault(15, 16)]
    public async Task Slow_within_the_limit_is_well(HostFaultKind fault)
    {
        var scene = Reboot().With(fault, TimeSpan.FromMinutes(6));
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.True(scene.Passed > TimeSpan.FromMinutes(6));
    }

    [Fact]
    [Fault(16)]
    public async Task A_host_that_lets_nobody_in_is_called_booting_when_the_time_is_up()
    {
        var scene = Reboot().With(HostFaultKind.LoginsClosed, TimeSpan.FromHours(1));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NotBack, failure.Kind);
        Assert.Contains("is booting or going down and refuses logins", failure.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HostFaultKind.BootIdGarbled)]
    [InlineData(HostFaultKind.BootIdEmpty)]
    [Fault(15)]
    public async Task What_reads_as_an_error_or_as_nothing_is_never_a_new_boot(HostFaultKind fault)
    {
        var scene = Reboot().With(HostFaultKind.RebootIgnored).AtStart(fault, times: 3);
        Assert.Equal(FailureKind.NeverWentDown, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        Assert.Equal(0, scene.Simulated.Boots);
    }

    [Theory]
    [InlineData(HostFaultKind.BootIdGarbled)]
    [InlineData(HostFaultKind.BootIdEmpty)]
    [InlineData(HostFaultKind.AnswerLost)]
    [InlineData(HostFaultKind.Unreachable)]
    public async Task One_bad_answer_after_the_soak_is_not_a_second_boot(HostFaultKind fault)
    {
        var scene = Reboot();
        scene.Fleet.Effects.Happened = effect =>
        {
            if (effect.Kind == EffectKind.Booted)
                scene.With(fault, TimeSpan.FromSeconds(5), after: 1);
        };
        var step = await scene.DriveAsync();
        Assert.Single(scene.Simulated.Faults.Used);
        Assert.Equal(StepPhase.Succeeded, step.Phase);
    }

    [Fact]
    public async Task A_lost_answer_is_not_taken_for_going_down()
    {
        var scene = Reboot().With(HostFaultKind.RebootIgnored).AtStart(HostFaultKind.AnswerLost);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NeverWentDown, failure.Kind);
    }

    [Fact]
    [Fault(18)]
    public async Task A_host_key_that_changed_with_the_boot_stops_at_once()
    {
        var scene = Reboot();
        scene.Fleet.Effects.Happened = effect =>
        {
            if (effect.Kind == EffectKind.Booted)
                scene.With(HostFaultKind.HostKeyChanged);
        };
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.HostKey, failure.Kind);
        Assert.False(failure.Retryable);
        Assert.Contains("olupgrade trust ol-dev", failure.Sentence, StringComparison.Ordinal);
        Assert.True(scene.Passed < TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_host_key_that_changed_in_the_soak_is_named_as_that()
    {
        var scene = Reboot();
        scene.Fleet.Effects.Happened = effect =>
        {
            if (effect.Kind == EffectKind.Booted)
                scene.With(HostFaultKind.HostKeyChanged, after: 1);
        };
        Assert.Equal(FailureKind.HostKey, scene.Failed(await scene.DriveAsync()).Failure.Kind);
    }

    [Fact]
    [Fault(14)]
    public async Task A_command_that_was_not_delivered_did_not_happen_and_is_given_once()
    {
        var scene = Reboot().AtStart(HostFaultKind.StartLost);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(2, step.Attempt);
        Assert.Equal(0, scene.Began(1));
        Assert.Equal(0, step.RetriesUsed);
        Assert.Single(scene.Events, happened => happened is RunEvent.StepNotHappened);
        Assert.Equal(1, scene.Simulated.Boots);
    }

    [Fact]
    public async Task A_command_whose_answer_was_lost_is_not_given_again()
    {
        var scene = Reboot().AtStart(HostFaultKind.StartAnswerLost);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(1, step.Attempt);
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    [Fact]
    public async Task A_host_that_stays_away_after_a_lost_answer_is_a_question_for_people_as_soon_as_its_time_is_up()
    {
        var scene = Reboot().With(HostFaultKind.NeverBack).AtStart(HostFaultKind.StartAnswerLost);
        scene.Simulated.DownAfter = TimeSpan.FromMilliseconds(1);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Unknown, step.Phase);
        Assert.Contains("ol-dev went away when it should reboot", step.Doubt, StringComparison.Ordinal);
        Assert.Contains("or power-cycle it", step.Doubt, StringComparison.Ordinal);
        Assert.True(scene.Passed < scene.Step.Timeout + TimeSpan.FromMinutes(1), $"{scene.Passed}");
        scene.Simulated.PowerOn();
        await scene.CommandAsync(new PersonsCommand.Resume(null, Some.Requester, "it is up"));
        Assert.Equal(StepPhase.Succeeded, (await scene.GoOnAsync()).Phase);
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    [Fact]
    public async Task A_reboot_by_somebody_else_meanwhile_is_proved_by_the_boot_ID()
    {
        var scene = Reboot();
        scene.Simulated.DownAfter = TimeSpan.FromMilliseconds(30);
        scene.AtStart(() =>
        {
            scene.With(HostFaultKind.StartLost).With(HostFaultKind.LedgerLost, after: 1);
            scene.RebootByHand();
        });
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal(1, scene.Simulated.Boots);
        Assert.Equal(0, scene.Effects(EffectKind.RebootOrdered));
    }

    [Theory]
    [InlineData(HostFaultKind.LedgerLost, "is gone")]
    [InlineData(HostFaultKind.LedgerReplaced, "is not the one that this run took")]
    [InlineData(HostFaultKind.LedgerOlder, "restored from a copy")]
    public async Task With_the_old_boot_ID_and_no_ledger_to_trust_nobody_knows(HostFaultKind fault, string words)
    {
        var scene = Reboot();
        scene.AtStart(() => scene.With(HostFaultKind.StartLost).With(fault, after: 1));
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Unknown, step.Phase);
        Assert.Contains("ol-dev", step.Doubt, StringComparison.Ordinal);
        Assert.Contains(words, step.Doubt, StringComparison.Ordinal);
        Assert.Equal(0, scene.Began(2));
    }

    private static HostScene Reboot(TimeSpan? soak = null) =>
        new(HostScene.StepOf(new Work.Reboot(soak ?? Minute), TimeSpan.FromMinutes(10)));

    [Fact]
    public async Task A_host_that_was_not_back_and_was_switched_on_by_hand_is_not_rebooted_again()
    {
        var scene = Reboot().With(HostFaultKind.NeverBack);
        Assert.Equal(FailureKind.NotBack, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        scene.Simulated.PowerOn();
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        var step = await scene.DecideAsync(new PersonsCommand.Resume(null, Some.Approver, "switched on"));
        Assert.Equal((StepPhase.Succeeded, 1), (step.Phase, step.Attempt));
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    [Fact]
    public async Task A_host_that_never_went_down_is_rebooted_when_somebody_says_resume()
    {
        var scene = Reboot().With(HostFaultKind.RebootIgnored);
        Assert.Equal(FailureKind.NeverWentDown, scene.Failed(await scene.DriveAsync()).Failure.Kind);
        var step = await scene.DecideAsync(new PersonsCommand.Resume(null, Some.Approver, "the lock is gone"));
        Assert.Equal((StepPhase.Succeeded, 2), (step.Phase, step.Attempt));
    }
}
