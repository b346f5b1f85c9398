using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Upgrades;

/// <summary>A host that refuses to reboot, or that refuses logins for some time after its boot.</summary>
public sealed class RefusedBootTests
{
    [Fact]
    [Finding("H11")]
    public async Task A_reboot_that_is_refused_fails_at_once_with_the_words_of_the_refusal()
    {
        var scene = Reboot().With(HostFaultKind.RebootRefused);
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NeverWentDown, failure.Kind);
        Assert.Contains("exit code 1", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("Operation inhibited by \"apt\"", failure.Sentence, StringComparison.Ordinal);
        Assert.True(scene.Passed < TimeSpan.FromMinutes(1), $"{scene.Passed}");
        Assert.Equal(0, scene.Simulated.Boots);
        var step = await scene.DecideAsync(new PersonsCommand.Resume(null, Some.Approver, "apt has ended"));
        Assert.Equal((StepPhase.Succeeded, 2, 1), (step.Phase, step.Attempt, scene.Simulated.Boots));
    }

    [Fact]
    [Finding("H12")]
    public async Task A_host_that_accepts_no_key_yet_after_its_boot_is_not_back_yet()
    {
        var scene = Reboot().With(HostFaultKind.KeysAway, TimeSpan.FromMinutes(3));
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, 1), (step.Phase, step.Attempt));
        Assert.Single(scene.Simulated.Faults.Used);
        Assert.True(scene.Passed > TimeSpan.FromMinutes(3));
    }

    [Theory]
    [InlineData(HostFaultKind.KeysAway)]
    [InlineData(HostFaultKind.LoginsClosed)]
    [Finding("H12")]
    public async Task What_was_seen_last_of_a_host_that_is_not_back_never_says_that_nothing_was_done(
        HostFaultKind fault
    )
    {
        var scene = Reboot().With(fault, TimeSpan.FromHours(1));
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.NotBack, failure.Kind);
        Assert.Contains("Last seen: ol-dev ", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains("refuse", failure.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was done", failure.Sentence, StringComparison.Ordinal);
        Assert.True(scene.Passed > TimeSpan.FromMinutes(9), $"{scene.Passed}");
    }

    [Fact]
    [Finding("H12")]
    public async Task A_host_that_accepts_no_key_after_a_lost_answer_is_asked_again_until_its_time_is_up()
    {
        var scene = Reboot().With(HostFaultKind.KeysAway, TimeSpan.FromHours(1)).AtStart(HostFaultKind.StartAnswerLost);
        scene.Simulated.DownAfter = TimeSpan.FromMilliseconds(1);
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Unknown, step.Phase);
        Assert.Contains("Permission denied (publickey)", step.Doubt, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was done", step.Doubt, StringComparison.Ordinal);
        Assert.True(scene.Passed > TimeSpan.FromMinutes(9), $"{scene.Passed}");
        Assert.Equal(1, scene.Effects(EffectKind.RebootOrdered));
    }

    private static HostScene Reboot() =>
        new(HostScene.StepOf(new Work.Reboot(TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(10)));
}
