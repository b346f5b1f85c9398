using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>What the doctor finds on simulated hosts.</summary>
public sealed class DoctorHostTests
{
    [Fact]
    public async Task A_host_where_all_is_right_has_a_line_for_each_thing()
    {
        await using var scene = await DoctorScene.StartAsync();
        var id = await scene.Journal();
        scene.Fleet["ol-b"].MakeLedger(id, 0);
        var seen = await scene.Look();
        seen.IsOk("ol-a", "has the pinned key, ol can log in, and sudo works")
            .IsOk("ol-a", $"machine {scene.Fleet["ol-a"].MachineId}, boot {scene.Fleet["ol-a"].BootId}")
            .IsOk("ol-a", "systemd is running")
            .IsOk("ol-a", "its clock agrees")
            .IsOk("ol-a", "Docker answers")
            .IsOk("ol-a", "has the programs")
            .IsOk("ol-a", "20000 MiB are free for the ledger")
            .IsOk("ol-a", "no ledger yet")
            .IsOk("ol-b", "its ledger belongs to this journal; fencing token 0");
        Assert.DoesNotContain(seen.Findings, finding => finding is { Subject: "ol-b", Sentence: "Docker answers." });
    }

    [Theory]
    [InlineData(HostFaultKind.AccessRefused, "refuses sudo to ol", "allow it without a password")]
    [InlineData(HostFaultKind.HostKeyChanged, "has changed", "olupgrade trust ol-a")]
    [InlineData(HostFaultKind.Unreachable, "cannot be reached", "Check that it is up")]
    [InlineData(HostFaultKind.AnswerLost, "was lost", "")]
    [InlineData(HostFaultKind.BootIdGarbled, "no machine ID and boot ID", "/etc/machine-id")]
    public async Task What_a_host_does_not_do_is_wrong(HostFaultKind kind, string seen, string advice)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new(kind) { Duration = TimeSpan.FromHours(1) });
        (await scene.Look()).OnlyWrongIs("ol-a", seen, advice);
    }

    [Theory]
    [InlineData("user=0", "user=1000", "commands do not run as root")]
    [InlineData("time=", "tim=", "did not report its time")]
    [InlineData("docker=yes", "docker=exit code 1 Cannot connect", "Docker does not answer: exit code 1 Cannot")]
    [InlineData("missing=", "missing= curl ss", "lacks curl, ss.")]
    [InlineData("space=20000", "space=199", "only 199 MiB are free for the ledger")]
    [InlineData("space=20000", "space=", "df -Pm /var/lib/olupgrade")]
    [InlineData("writable=yes", "writable=no", "root cannot write to the ledger")]
    public async Task What_a_host_lacks_is_wrong(string piece, string other, string sentence)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Twist("ol-a", piece, other);
        var seen = await scene.Look();
        seen.OnlyWrongIs("ol-a", sentence);
        seen.IsOk("ol-b", "systemd is running");
    }

    [Theory]
    [InlineData("999", "only 999 inodes are left for the ledger")]
    [InlineData("0", "only 0 inodes are left for the ledger")]
    [Finding("H9")]
    public async Task A_host_that_runs_out_of_inodes_is_wrong(string free, string sentence)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Twist("ol-a", "space=", $"inodes= 65536 {free}\nspace=");
        (await scene.Look()).OnlyWrongIs("ol-a", sentence, "df -i");
    }

    [Theory]
    [InlineData("65536 1000")]
    [InlineData("0 0")]
    [InlineData("")]
    public async Task A_host_with_inodes_or_without_a_count_of_them_is_well(string counts)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Twist("ol-a", "space=", $"inodes= {counts}\nspace=");
        Assert.Empty((await scene.Look()).Wrong);
    }

    [Fact]
    [Finding("H6")]
    public async Task What_a_login_prints_at_every_call_is_named()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.LoginPrints("ol-a", "\u001b]0;a title\u0007\nand more");
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsNote("ol-a", "a title");
        Assert.Equal(
            1,
            seen.Findings.Count(finding => finding.Sentence.Contains("its login prints", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_host_without_systemd_is_a_note()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Twist("ol-a", "systemd=yes", "systemd=no");
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsNote("ol-a", "commands are started with setsid");
    }

    [Fact]
    public async Task A_host_that_is_not_asked_to_be_root_is_a_note()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteHosts(
            SmallWorkflow.Hosts.Replace(
                "ansible_user: ol",
                "ansible_user: ol\n    ansible_become: false",
                StringComparison.Ordinal
            )
        );
        scene.Twist("ol-a", "user=0", "user=1000");
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsNote("ol-a", "commands do not run as root, as hosts.yaml says");
    }

    [Fact]
    public async Task Two_names_of_one_machine_are_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Twist("ol-b", scene.Fleet["ol-b"].MachineId, scene.Fleet["ol-a"].MachineId);
        (await scene.Look()).OnlyWrongIs(
            "hosts",
            "ol-a and ol-b have the same machine ID",
            scene.Fleet["ol-a"].MachineId
        );
    }

    [Fact]
    public async Task A_ledger_of_another_database_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        var id = await scene.Journal();
        scene.Fleet["ol-a"].MakeLedger("somebody-else", 0);
        (await scene.Look()).OnlyWrongIs("ol-a", "belongs to the database somebody-else", id, "docs/operating.md");
    }

    [Fact]
    public async Task A_ledger_without_a_journal_here_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Fleet["ol-a"].MakeLedger("lost", 3);
        (await scene.Look()).OnlyWrongIs("ol-a", "belongs to the database lost", "there is no journal here");
    }

    [Fact]
    public async Task A_ledger_that_saw_a_newer_hold_than_the_journal_gave_out_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Fleet["ol-a"].MakeLedger(await scene.Journal(), 5);
        (await scene.Look()).OnlyWrongIs("ol-a", "has the fencing token 5", "issued only 0", "backup");
    }

    [Fact]
    public async Task A_fence_that_cannot_be_read_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Fleet["ol-a"].MakeLedger(await scene.Journal(), 0);
        scene.Twist("ol-a", "ledger-fence=0", "ledger-fence=O");
        (await scene.Look()).OnlyWrongIs("ol-a", "/var/lib/olupgrade/fence contains \"O\"");
    }

    [Fact]
    public async Task Without_a_journal_that_can_be_read_nobody_says_whose_a_ledger_is()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Write("data/journal.db", "not a database, and long enough to be looked at as one would be");
        scene.Fleet["ol-a"].MakeLedger("anybody", 0);
        var seen = await scene.Look();
        seen.OnlyWrongIs("journal", "cannot be read");
        seen.IsNote("ol-a", "which cannot be checked");
    }
}
