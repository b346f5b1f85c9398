using OlUpgrade.Packages;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Packages;

/// <summary>Apt's own words, in the shapes that Debian's and Ubuntu's apt print.</summary>
public sealed class AptReportTests
{
    private const string Whole = """
        == architecture
        amd64
        == planned
        Reading package lists...
        The following upgrades have been deferred due to phasing:
          python3-distupgrade ubuntu-release-upgrader-core
        The following packages have been kept back:
          rival
        2 upgraded, 1 newly installed, 1 to remove and 3 not upgraded.
        Remv old [1:2.3-4]
        Inst libc6:i386 [2.36-9] (2.36-9+deb12u10 Debian:12.10/stable [i386]) [libc6:amd64 on libc6:i386] []
        Inst docker-ce [5:24.0.1-1~debian.12] (5:25.0.0-1~debian.12 Docker CE:bookworm [amd64])
        Inst linux-image-6.1.0-31-amd64 (6.1.128-1 Debian-Security:12/stable-security [amd64])
        Conf docker-ce (5:25.0.0-1~debian.12 Docker CE:bookworm [amd64])
        == held
        ferm
        == newest
        python3-distupgrade:
          Installed: 1:22.04.19
          Candidate: 1:22.04.20
        ferm:
          Installed: 2.5
          Candidate: 2.6
        rival:
          Installed: 1
          Candidate: 2
        containerd.io:
          Installed: (none)
          Candidate: 1.7
        nginx:
          Installed: 1.22
          Candidate: 1.22
        == files
        libc6_2.36-9+deb12u10_i386.deb 100 SHA256:aa
        libc6_2.36-9+deb12u10_amd64.deb 100 SHA256:bb
        docker-ce_5%3a25.0.0-1~debian.12_amd64.deb 100 SHA256:cc
        linux-image-6.1.0-31-amd64_6.1.128-1_amd64.deb 100 SHA256:dd
        """;

    [Fact]
    [Finding("H20")]
    public void Changes_have_the_digest_of_their_own_file() =>
        Assert.Equal(
            [
                "upgrade docker-ce 5:24.0.1-1~debian.12 5:25.0.0-1~debian.12 SHA256:cc",
                "upgrade libc6:i386 2.36-9 2.36-9+deb12u10 SHA256:aa",
                "add linux-image-6.1.0-31-amd64 - 6.1.128-1 SHA256:dd",
                "remove old 1:2.3-4 - -",
            ],
            AptReport.Parse(Whole)!.Targets.Changes.Select(change => change.Line)
        );

    [Fact]
    [Finding("H19")]
    public void What_stays_is_told_apart_and_what_is_newest_or_missing_is_left_out() =>
        Assert.Equal(
            ["ferm 2.5 2.6 held", "python3-distupgrade 1:22.04.19 1:22.04.20 phased", "rival 1 2 kept-back"],
            AptReport.Parse(Whole)!.Targets.Behind.Select(one => one.Line)
        );

    [Fact]
    public void Both_architectures_of_a_package_have_files_of_their_own()
    {
        var report = AptReport.Parse(
            """
            == architecture
            amd64
            == planned
            Inst libc6:i386 [1] (2 Debian:12/stable [i386])
            Inst libc6 [1] (2 Debian:12/stable [amd64])
            == files
            libc6_2_i386.deb 1 SHA256:aa
            libc6_2_amd64.deb 1 SHA256:bb
            == sums
            aa  libc6_2_i386.deb
            bb  libc6_2_amd64.deb
            """
        )!;
        Assert.Equal(
            ["upgrade libc6 1 2 SHA256:bb", "upgrade libc6:i386 1 2 SHA256:aa"],
            report.Targets.Changes.Select(change => change.Line)
        );
        Assert.Null(report.WrongFile(report.Targets));
        Assert.Equal(
            "libc6",
            (report with { Sums = report.Sums.Remove("libc6_2_amd64.deb") }).WrongFile(report.Targets)
        );
    }

    [Fact]
    public void Nonsense_of_a_host_is_no_change_and_no_file()
    {
        var report = AptReport.Parse(
            """
            == planned
            Remv nginx [1]
            Inst nginx [1] (2 x [all])
            Inst
            == newest
             x
              Candidate: 9
            == files
            nginx_2_all.deb 1 SHA256:aa
            == sums
              nginx_2_all.deb
            bb  nginx_2_all.deb
            """
        )!;
        Assert.Equal(["upgrade nginx 1 2 SHA256:aa"], report.Targets.Changes.Select(change => change.Line));
        Assert.Empty(report.Targets.Behind);
        Assert.Equal("nginx", report.WrongFile(report.Targets));
    }

    [Theory]
    [InlineData("")]
    [InlineData("== planned\nInst a (1 x [all])\n")]
    [InlineData("== files\n")]
    public void A_text_that_is_not_whole_is_no_report(string text) => Assert.Null(AptReport.Parse(text));

    [Fact]
    public void Lines_are_read_back_as_they_were_written()
    {
        var targets = AptReport.Parse(Whole)!.Targets;
        Assert.Equal(targets.Changes, targets.Changes.Select(change => PackageChange.Parse(change.Line)!));
        Assert.Equal(targets.Behind, targets.Behind.Select(one => PackageBehind.Parse(one.Line)!));
        Assert.Null(PackageChange.Parse("upgrade nginx 1 2"));
        Assert.Null(PackageBehind.Parse("nginx 1 2 because"));
    }

    [Theory]
    [InlineData("6.1.0-31-amd64", true)]
    [InlineData("6.1.0-30-amd64", false)]
    [InlineData("", false)]
    [Finding("H14")]
    public void A_kernel_that_the_upgrade_brings_is_known_by_its_package(string kernel, bool isBrought) =>
        Assert.Equal(isBrought, AptReport.Parse(Whole)!.Targets.Brings(kernel));

    [Fact]
    public void A_difference_names_the_package_and_both_versions()
    {
        var announced = new UpgradeTargets([], []);
        var found = new UpgradeTargets(
            [
                .. Enumerable
                    .Range(1, 7)
                    .Select(at => new PackageChange(PackageChangeKind.Upgrade, $"p{at}", "1", "2", "")),
            ],
            []
        );
        Assert.Equal("p1 1 → 2, which was not announced", announced.Differences(found, mayBeDone: true)[0]);
        Assert.Empty(found.Differences(announced, mayBeDone: true));
        Assert.Equal("no longer: p1 1 → 2", found.Differences(announced, mayBeDone: false)[0]);
    }
}
