using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Upgrades;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Packages;

/// <summary>An <c>upgrade</c> step on a simulated host: what is announced, what is installed, what stops it.</summary>
public sealed class UpgradeStepTests
{
    private const string Openssl = "openssl";
    private const string KernelPackage = "linux-image-amd64";

    [Fact]
    [Finding("H20")]
    public async Task What_was_announced_is_installed_and_told()
    {
        var scene = Scene();
        var step = await scene.DriveAsync();
        Assert.Equal(StepPhase.Succeeded, step.Phase);
        Assert.Equal("3.0.16-1", scene.Simulated.Packages[Openssl]);
        Assert.Contains("openssl 3.0.15-1 → 3.0.16-1", step.Evidence["upgraded"].Split('\n'));
        Assert.Contains("linux-image-6.1.0-31-amd64 1 is added", step.Evidence["upgraded"].Split('\n'));
    }

    [Fact]
    [Finding("H19")]
    [Finding("H21")]
    public async Task What_is_to_be_left_stays_and_is_named()
    {
        var scene = Scene(PackageSelection.All, "nginx");
        await scene.DriveAsync();
        Assert.Equal("1.22.1-9", scene.Simulated.Packages["nginx"]);
        var behind = Assert.Single(UpgradeTargets.Of(scene.Run, "ol-dev")!.Behind);
        Assert.Equal("nginx stays at 1.22.1-9 (1.22.1-9+deb12u1 is there): left by the runbook", $"{behind}");
    }

    [Fact]
    public async Task Only_what_is_named_is_upgraded()
    {
        var scene = Scene(packages: Openssl);
        await scene.DriveAsync();
        Assert.Equal(("3.0.16-1", "1.22.1-9"), (scene.Simulated.Packages[Openssl], scene.Simulated.Packages["nginx"]));
    }

    [Fact]
    public async Task With_nothing_to_upgrade_the_step_says_so_and_starts_nothing()
    {
        var scene = Scene();
        scene.Simulated.Upgrades.Clear();
        var step = await scene.DriveAsync();
        Assert.Equal((StepPhase.Succeeded, "nothing to upgrade"), (step.Phase, step.Evidence["found"]));
        Assert.Equal(0, scene.Began(1));
    }

    [Fact]
    [Finding("H16")]
    public async Task What_a_person_upgraded_further_after_the_download_stops_the_step()
    {
        var scene = Scene();
        scene.AtStart(() => scene.Simulated.Packages[Openssl] = "3.0.99-1");
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Contains(
            "changed since the plan was approved: 1 package would be changed otherwise",
            failure.Sentence,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Openssl, failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, scene.Effects(EffectKind.PackagesChanged));
    }

    [Fact]
    public async Task An_archive_that_moved_on_before_the_download_changes_no_host()
    {
        var scene = Scene();
        scene.Simulated.Questions.Insert(
            0,
            new(
                text =>
                {
                    if (text == OlUpgrade.Packages.AptScripts.Download)
                        scene.Simulated.Upgrades[Openssl] = "3.0.17-1";
                    return false;
                },
                (_, _) => throw new InvalidOperationException()
            )
        );
        await scene.DriveAsync();
        var stuck = Assert.Single(scene.Run.Stuck);
        Assert.Equal(ReservedNames.DownloadStep, stuck.Place.Step);
        Assert.Contains(
            "1 package would differ. No host was changed. Abort this run",
            stuck.Failure!.Sentence,
            StringComparison.Ordinal
        );
        Assert.Equal("openssl 3.0.15-1 → 3.0.17-1 instead of 3.0.16-1", stuck.Evidence["output"]);
        Assert.Equal("3.0.15-1", scene.Simulated.Packages[Openssl]);
    }

    [Fact]
    [Finding("H16")]
    public async Task A_version_that_is_not_there_afterwards_fails_the_step_although_apt_ended_well()
    {
        var scene = Scene();
        scene.Simulated.Questions.Insert(
            0,
            new(
                text => text == OlUpgrade.Packages.AptScripts.Installed,
                (_, _) => new(0, "architecture amd64\npackage installed openssl 3.0.15-1\n", "")
            )
        );
        var failure = scene.Failed(await scene.DriveAsync()).Failure;
        Assert.Contains("packages are not as announced", failure.Sentence, StringComparison.Ordinal);
        Assert.Contains(
            "openssl is 3.0.15-1, announced was 3.0.16-1",
            scene.Run.Step(scene.Place).Evidence["output"],
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Finding("H20")]
    [Finding("H21")]
    public async Task The_channel_reads_names_and_versions_and_the_public_issue_counts()
    {
        var scene = Scene($"{Openssl} nginx", "openssh-server");
        await scene.DriveAsync();
        Assert.Equal(
            [
                "ol-dev: packages: 2 upgraded (nginx 1.22.1-9 → 1.22.1-9+deb12u1; openssl 3.0.15-1 → 3.0.16-1).",
                "openssh-server stays at 1:9.2p1-2 (1:9.2p1-2+deb12u5 is there): left by the runbook.",
            ],
            TargetsText.Whole(scene.Run)
        );
        Assert.Matches(
            "^ol-dev: packages: 2 upgraded, digest [0-9a-f]{12}$",
            Assert.Single(TargetsText.Counts(scene.Run))
        );
    }

    [Fact]
    [Finding("H14")]
    public async Task A_rollback_installs_what_was_kept_and_removes_a_kernel_that_came_new()
    {
        var scene = Scene(KernelPackage);
        scene.Simulated.Files["/var/backups/olupgrade/1/debs/a.deb"] = $"{KernelPackage} 6.1.0-30";
        var before = SimulatedState.Of(scene.Simulated);
        await scene.DriveAsync();
        Assert.Equal("6.1.0-31-amd64", scene.Simulated.InstalledKernel);
        await scene.DecideAsync(new PersonsCommand.RollBack("all", Some.Approver, "slow since then"));
        Assert.Empty(before.DifferencesTo(SimulatedState.Of(scene.Simulated)));
        Assert.Equal("6.1.0-30-amd64", scene.Simulated.InstalledKernel);
    }

    [Fact]
    [Finding("H14")]
    public async Task A_running_kernel_stays_until_a_rollback_has_booted_the_earlier_one()
    {
        var scene = Scene(KernelPackage);
        await scene.DriveAsync();
        scene.RebootByHand();
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("6.1.0-31-amd64", scene.Simulated.RunningKernel);
        await scene.DecideAsync(new PersonsCommand.RollBack("all", Some.Approver, "slow since then"));
        Assert.Contains("linux-image-6.1.0-31-amd64", scene.Simulated.Packages.Keys);
        scene.RebootByHand();
        await scene.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal("6.1.0-30-amd64", scene.Simulated.RunningKernel);
    }

    [Theory]
    [InlineData(HostFaultKind.StartAnswerLost)]
    [InlineData(HostFaultKind.StartLost)]
    public async Task A_lost_answer_ends_as_if_it_had_come(HostFaultKind fault)
    {
        var scene = Scene().AtStart(fault);
        Assert.Equal(StepPhase.Succeeded, (await scene.DriveAsync()).Phase);
        Assert.Equal(1, scene.Effects(EffectKind.AttemptBegan));
    }

    private static HostScene Scene(string packages = PackageSelection.All, params string[] leave) =>
        new(
            HostScene.StepOf(
                new Work.Upgrade(new PackageSelection(packages, [.. leave]), TimeSpan.FromMinutes(10)),
                TimeSpan.FromMinutes(30)
            )
        );
}
