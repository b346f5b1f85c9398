using OlUpgrade.Packages;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Packages;

/// <summary>An upgrade with the real apt and dpkg: announced, downloaded, installed, compared, undone.</summary>
public sealed class RealUpgradeTests : IDisposable
{
    private RealApt _apt = new();

    public RealUpgradeTests() => Fill();

    public void Dispose() => _apt.Dispose();

    [Fact]
    [Finding("H20")]
    public void What_would_change_is_read_with_names_versions_and_digests()
    {
        var changes = _apt.Report(AptScripts.Read, "all", "docker-ce").Targets.Changes;
        Assert.Equal(
            ["add kernel-2 - 2", "upgrade kernel-meta 1 2", "upgrade nginx 1.0 1.1"],
            changes.Select(change => change.Line[..change.Line.LastIndexOf(' ')])
        );
        Assert.All(changes, change => Assert.Matches("^SHA256:[0-9a-f]{64}$", change.Digest));
    }

    [Fact]
    public void Reading_changes_nothing_on_the_host()
    {
        var before = _apt.State();
        _apt.Report(AptScripts.Read, "all", "docker-ce");
        Assert.Equal(before, _apt.State());
    }

    [Fact]
    [Finding("H19")]
    [Finding("H21")]
    public void What_stays_behind_is_named_with_its_reason() =>
        Assert.Equal(
            ["docker-ce 5:24.0 5:25.0 left", "held 1 2 held", "rival 1 2 kept-back"],
            _apt.Report(AptScripts.Read, "all", "docker-ce", "containerd.io").Targets.Behind.Select(one => one.Line)
        );

    [Fact]
    public void Named_packages_may_add_and_remove_others_and_say_so()
    {
        var targets = _apt.Report(AptScripts.Read, "rival held").Targets;
        Assert.Equal(
            ["remove curl 7 - -", "upgrade rival 1 2"],
            targets.Changes.Select(change =>
                change.To.Length == 0 ? change.Line : change.Line[..change.Line.LastIndexOf(' ')]
            )
        );
        Assert.Equal(["held 1 2 held"], targets.Behind.Select(one => one.Line));
    }

    [Fact]
    public void A_package_that_does_not_exist_is_refused_with_apts_words()
    {
        var (code, said) = _apt.Run(AptScripts.Read, "nowhere");
        Assert.NotEqual(0, code);
        Assert.Contains("Unable to locate package nowhere", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_security_update_is_taken_though_a_later_version_is_elsewhere_and_nothing_else_is()
    {
        _apt.Install("openssl", "3.0");
        _apt.PublishSecure("openssl", "3.1");
        _apt.Publish("openssl", "3.2");
        var changes = _apt.Report(AptScripts.Read, "security", "docker-ce").Targets.Changes;
        Assert.Equal("upgrade openssl 3.0 3.2", Assert.Single(changes).Line[..23]);
    }

    [Fact]
    public void A_security_update_that_apt_keeps_back_is_named()
    {
        _apt.PublishSecure("rival", "1.5");
        Assert.Contains(
            "rival 1 2 kept-back",
            _apt.Report(AptScripts.Read, "security", "docker-ce").Targets.Behind.Select(one => one.Line)
        );
    }

    [Fact]
    [Finding("H14")]
    public void A_running_kernel_and_its_headers_stay_until_the_earlier_one_has_booted()
    {
        string[] added =
        [
            "linux-headers-6.1.0-31-amd64",
            "linux-headers-6.1.0-31-common",
            "linux-image-6.1.0-31-amd64",
            "libnew",
        ];
        _apt.Install("linux-headers-6.1.0-31-common", "1");
        _apt.Install("linux-headers-6.1.0-31-amd64", "1", "Depends: linux-headers-6.1.0-31-common");
        _apt.Install("linux-image-6.1.0-31-amd64", "1");
        _apt.Install("libnew", "1");
        _apt.WriteGrubMenu("6.1.0-31-amd64", "6.1.0-30-amd64");
        _apt.Boot("6.1.0-31-amd64");
        var (code, said) = _apt.Revert(AptScripts.Revert, "", added);
        Assert.True(code == 0, said);
        Assert.Equal(
            "GRUB_DEFAULT=\"gnulinux-advanced-0a1b>gnulinux-6.1.0-30-amd64-advanced-0a1b\"\n",
            _apt.GrubChoice
        );
        Assert.Equal(added[..3], _apt.Installed().Versions.Keys.Intersect(added).Order(StringComparer.Ordinal));
        Assert.Equal(5, _apt.Revert(AptScripts.RevertAfterReboot, "", added).Code);

        _apt.Boot("6.1.0-30-amd64");
        (code, said) = _apt.Revert(AptScripts.RevertAfterReboot, "", added);
        Assert.True(code == 0, said);
        Assert.Equal("", _apt.GrubChoice);
        Assert.Empty(_apt.Installed().Versions.Keys.Intersect(added));
    }

    [Fact]
    public void What_is_kept_is_what_will_change_and_nothing_else()
    {
        _apt.Publish("nginx", "1.0");
        _apt.Publish("docker-ce", "5:24.0");
        var targets = _apt.Report(AptScripts.Read, "nginx").Targets;
        _apt.Report(AptScripts.Download, "nginx");
        Assert.Equal(["nginx_1.0_all.deb"], _apt.Kept(targets));
        Assert.Empty(_apt.Kept(new UpgradeTargets([], [])));
    }

    [Fact]
    public void A_rollback_leaves_what_the_upgrade_did_not_change()
    {
        _apt.Keep("docker-ce", "5:24.0");
        _apt.Install("docker-ce", "5:24.1");
        Assert.Equal(0, _apt.Revert(AptScripts.Revert, "nginx=1.0").Code);
        Assert.Equal("5:24.1", _apt.Installed().Versions["docker-ce"]);
    }

    [Fact]
    public void Without_a_security_archive_there_is_no_security_update() =>
        Assert.Empty(_apt.Report(AptScripts.Read, "security").Targets.Changes);

    [Fact]
    [Finding("H16")]
    public void An_archive_that_is_away_is_no_host_without_upgrades()
    {
        _apt.TakeArchiveAway();
        var (code, said) = _apt.Run(AptScripts.Read, "all");
        Assert.NotEqual(0, code);
        Assert.Contains("Failed to fetch", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("file")]
    public void What_was_downloaded_is_installed_without_the_archive_and_marks_stay(string scheme)
    {
        if (scheme != "copy")
        {
            _apt.Dispose();
            _apt = new RealApt(scheme);
            Fill();
        }

        var announced = _apt.Report(AptScripts.Read, "all", "docker-ce").Targets;
        var downloaded = _apt.Report(AptScripts.Download, "all", "docker-ce");
        Assert.Empty(announced.Differences(downloaded.Targets, mayBeDone: false));
        Assert.Equal(3, downloaded.Sums.Count);
        Assert.Null(downloaded.WrongFile(announced));
        var again = _apt.Report(AptScripts.Again, "all", "docker-ce").Targets;
        Assert.Empty(announced.Differences(again, mayBeDone: false));
        // apt reads the lists of a file: archive where they lie, so it has to stay.
        if (scheme == "copy")
            _apt.TakeArchiveAway();
        var (code, said) = _apt.Run(AptScripts.Install, "all", "docker-ce");
        Assert.True(code == 0, said);
        Assert.Empty(_apt.Installed().Differences(announced));
        Assert.Equal("5:24.0", _apt.Installed().Versions["docker-ce"]);
        Assert.Contains("\nnginx\n", _apt.State(), StringComparison.Ordinal);
    }

    [Fact]
    [Finding("H17")]
    public void A_lock_that_stays_held_ends_the_wait_with_the_name_of_its_holder()
    {
        _apt.Report(AptScripts.Download, "all", "docker-ce");
        using var held = _apt.Lock();
        var (code, said) = _apt.Run(AptScripts.Install, "all", "docker-ce");
        Assert.Equal(6, code);
        Assert.Matches($"still held after 0 s by [^;]* {Environment.ProcessId} \\S*/lib/dpkg/lock-frontend", said);
        Assert.Equal("1.0", _apt.Installed().Versions["nginx"]);
    }

    [Fact]
    public void An_upgrade_is_repeated_without_harm_and_finds_nothing_more()
    {
        _apt.Report(AptScripts.Download, "all", "docker-ce");
        _apt.Run(AptScripts.Install, "all", "docker-ce");
        Assert.Empty(_apt.Report(AptScripts.Again, "all", "docker-ce").Targets.Changes);
        Assert.Equal(0, _apt.Run(AptScripts.Install, "all", "docker-ce").Code);
    }

    [Fact]
    public void Later_versions_in_the_archive_change_nothing_after_the_download()
    {
        var announced = _apt.Report(AptScripts.Read, "all", "docker-ce").Targets;
        _apt.Report(AptScripts.Download, "all", "docker-ce");
        _apt.Publish("nginx", "1.2");
        Assert.Equal(0, _apt.Run(AptScripts.Install, "all", "docker-ce").Code);
        Assert.Empty(_apt.Installed().Differences(announced));
        Assert.Equal("1.1", _apt.Installed().Versions["nginx"]);
    }

    [Fact]
    public void An_archive_that_moved_on_is_told_before_anything_is_installed()
    {
        var announced = _apt.Report(AptScripts.Read, "all", "docker-ce").Targets;
        _apt.Withdraw("nginx", "1.1");
        _apt.Publish("nginx", "1.2");
        var now = _apt.Report(AptScripts.Download, "all", "docker-ce").Targets;
        Assert.Equal(["nginx 1.0 → 1.2 instead of 1.1"], announced.Differences(now, mayBeDone: false));
        Assert.Equal("1.0", _apt.Installed().Versions["nginx"]);
    }

    [Fact]
    public void A_file_with_the_same_version_and_other_bytes_is_not_the_announced_one()
    {
        var announced = _apt.Report(AptScripts.Read, "all", "docker-ce").Targets;
        _apt.Publish("nginx", "1.1", "Homepage: http://elsewhere");
        var now = _apt.Report(AptScripts.Download, "all", "docker-ce");
        Assert.NotEmpty(announced.Differences(now.Targets, mayBeDone: false));
        Assert.NotNull(now.WrongFile(announced));
    }

    [Fact]
    [Finding("H14")]
    public void What_was_upgraded_goes_back_and_what_was_added_is_removed()
    {
        var before = _apt.State();
        _apt.Report(AptScripts.Download, "all", "docker-ce");
        _apt.Run(AptScripts.Install, "all", "docker-ce");
        _apt.Keep("nginx", "1.0");
        _apt.Keep("kernel-meta", "1");
        var (code, said) = _apt.Revert(AptScripts.Revert, "nginx=1.0 kernel-meta=1", "kernel-2");
        Assert.True(code == 0, said);
        Assert.Equal(before, _apt.State());
        Assert.Equal(0, _apt.Revert(AptScripts.Revert, "nginx=1.0 kernel-meta=1", "kernel-2").Code);
        Assert.Equal(0, _apt.Revert(AptScripts.RevertAfterReboot, "", "kernel-2").Code);
        Assert.Equal(before, _apt.State());
    }

    private void Fill()
    {
        _apt.Install("nginx", "1.0");
        _apt.Install("docker-ce", "5:24.0");
        _apt.Install("held", "1");
        _apt.Install("kernel-meta", "1");
        _apt.Install("rival", "1");
        _apt.Install("curl", "7");
        _apt.Publish("nginx", "1.1");
        _apt.Publish("docker-ce", "5:25.0");
        _apt.Publish("held", "2");
        _apt.Publish("kernel-meta", "2", "Depends: kernel-2");
        _apt.Publish("kernel-2", "2");
        _apt.Publish("rival", "2", "Conflicts: curl");
        _apt.Must("apt-mark hold held\napt-mark auto nginx");
    }
}
