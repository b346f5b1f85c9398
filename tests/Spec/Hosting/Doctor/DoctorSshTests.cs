using OlUpgrade.Questions;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>The doctor with a real sshd: keys, logins, and the real script on a real system.</summary>
public sealed class DoctorSshTests : IClassFixture<LoopbackSshd>
{
    private readonly LoopbackSshd _sshd;

    public DoctorSshTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_host_where_all_is_right()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        await scene.Journal();
        var seen = await scene.Look("ol-a");
        Assert.Empty(seen.Wrong);
        seen.IsOk("SSH key", "can be used")
            .IsOk("known_hosts", "the keys of 1 of 2 hosts are pinned")
            .IsOk("ol-a", "machine ")
            .IsOk("ol-a", "its clock agrees")
            .IsOk("ol-a", "has the programs")
            .IsOk("ol-a", "MiB are free")
            .IsOk("ol-a", "no ledger yet")
            .IsOk("hosts", "1 answered");
        Assert.False(Directory.Exists(scene.Ledger));
    }

    [Fact]
    public async Task A_host_whose_key_is_not_pinned_is_wrong_and_the_other_is_asked()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var seen = await scene.Look();
        seen.OnlyWrongIs("ol-b", "is not pinned", _sshd.HostKey.Fingerprint, "olupgrade trust ol-b");
        seen.IsOk("ol-a", "machine ");
    }

    [Fact]
    public async Task Without_known_hosts_every_host_is_refused()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        scene.Settings.Ssh.KnownHostsFile = "";
        var seen = await scene.Look("ol-a");
        Assert.Equal(2, seen.Wrong.Count);
        Assert.StartsWith(
            $"known_hosts: {scene.Data}/known_hosts does not exist",
            seen.Wrong[0],
            StringComparison.Ordinal
        );
        Assert.Contains("is not pinned", seen.Wrong[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_with_another_key_than_the_pinned_one_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var known = PinnedToAnother(scene);
        scene.Settings.Ssh.KnownHostsFile = known;
        (await scene.Look("ol-a")).OnlyWrongIs("ol-a", "has changed", _sshd.HostKey.Fingerprint, "Find out why");
    }

    [Fact]
    public async Task Pinned_keys_that_others_may_change_are_wrong()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var known = scene.Write("known", await File.ReadAllTextAsync(_sshd.KnownHostsFile, Cancel));
        DoctorScene.OpenTo(known, UnixFileMode.GroupWrite);
        scene.Settings.Ssh.KnownHostsFile = known;
        (await scene.Look("ol-a")).OnlyWrongIs("known_hosts", "has mode 0620", $"chmod go-w {known}");
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_wrong_and_the_other_is_asked()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        scene.WriteHosts(scene.HostsAt(_sshd.Port, "          ansible_port: 1"));
        var seen = await scene.Look();
        seen.OnlyWrongIs("ol-b", "cannot be reached", "port 1", "Check that it is up");
        seen.IsOk("ol-a", "machine ");
    }

    [Fact]
    public async Task A_login_that_is_refused_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        scene.WriteHosts(
            scene
                .HostsAt(_sshd.Port)
                .Replace(
                    $"ansible_user: {Environment.UserName}",
                    "ansible_user: nobody-of-this-name",
                    StringComparison.Ordinal
                )
        );
        (await scene.Look("ol-a")).OnlyWrongIs("ol-a", "refused the login of nobody-of-this-name", "check the user");
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var key = scene.Write("key", await File.ReadAllTextAsync(_sshd.KeyFile, Cancel));
        DoctorScene.OpenTo(key, UnixFileMode.GroupRead);
        scene.Settings.Ssh.KeyFile = key;
        (await scene.Look("ol-a")).OnlyWrongIs("SSH key", "has mode 0640", $"chmod 600 {key}");
    }

    [Fact]
    public async Task A_key_that_cannot_be_decrypted_is_wrong_and_host_keys_are_compared_without_it()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var key = scene.Write("locked", "");
        File.Delete(key);
        _sshd.MakeKey(key, "a passphrase");
        scene.Settings.Ssh.KeyFile = key;
        var seen = await scene.Look("ol-a");
        seen.OnlyWrongIs("SSH key", "it is encrypted and no passphrase is set");
        seen.IsNote("ol-a", "it has the pinned key");
        scene.Settings.Ssh.PassphraseFile = scene.Write("passphrase", "another one");
        (await scene.Look("ol-a")).OnlyWrongIs("SSH key", "cannot be used", "Check the file and its passphrase.");
        scene.Settings.Ssh.KnownHostsFile = PinnedToAnother(scene);
        var changed = await scene.Look("ol-a");
        Assert.Contains(changed.Wrong, line =>
            line.StartsWith("ol-a: The key of ol-a has changed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_key_that_is_not_there_is_told_once_with_the_settings()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        scene.Settings.Ssh.KeyFile = "/nowhere/key";
        var seen = await scene.Look("ol-a");
        seen.OnlyWrongIs("settings", "OlUpgrade:Ssh:KeyFile is /nowhere/key, which does not exist.");
        seen.IsNote("ol-a", "it has the pinned key");
    }

    [Fact]
    public async Task Two_names_of_one_real_machine_are_wrong()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        scene.WriteHosts(
            scene
                .HostsAt(_sshd.Port, "          ansible_host: 127.0.0.1")
                .Replace("          ansible_host: localhost\n", "", StringComparison.Ordinal)
        );
        (await scene.Look()).OnlyWrongIs("hosts", "ol-a and ol-b have the same machine ID");
    }

    [Theory]
    [InlineData("journal", "0", null)]
    [InlineData("another", "0", "belongs to the database another")]
    [InlineData("journal", "4", "has the fencing token 4")]
    [InlineData("journal", "four", "contains \"four\"")]
    public async Task A_real_ledger_is_compared_with_the_journal_and_left_as_it_is(
        string database,
        string fence,
        string? wrong
    )
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        var id = await scene.Journal();
        scene.WriteLedger(database == "journal" ? id : database, fence);
        var seen = await scene.Look("ol-a");
        if (wrong is null)
            seen.IsOk("ol-a", "its ledger belongs to this journal; fencing token 0");
        else
            seen.OnlyWrongIs("ol-a", wrong);
        var left = Directory.EnumerateFileSystemEntries(scene.Ledger).Select(Path.GetFileName);
        Assert.Equal(["database", "fence", "id"], left.Order());
    }

    [Fact]
    public async Task A_real_host_tells_what_it_lacks()
    {
        await using var scene = await DoctorScene.StartAsync(_sshd);
        using var shell = new SshShell(_sshd.Options(), _ => null, TimeProvider.System);
        var question = HostReadiness.Question(_sshd.Host("here", scene.Ledger));
        var values = question.Values.SetItem("tools", "sh no-such-tool sed no-other-tool").SetItem("docker", "yes");
        var broken = question.Text.Replace("docker ps", "no-such-docker ps", StringComparison.Ordinal);
        var reply = await shell.AskAsync(
            _sshd.Host("here", scene.Ledger),
            question with
            {
                Values = values,
                Text = broken,
            },
            Cancel
        );
        var readiness = HostReadiness.Read(reply.Answer!);
        Assert.Equal(["no-such-tool", "no-other-tool"], readiness.MissingTools);
        Assert.StartsWith("exit code 127", readiness.DockerProblem, StringComparison.Ordinal);
        Assert.Equal(Environment.IsPrivilegedProcess, readiness.IsRoot);
        Assert.Equal(Directory.Exists("/run/systemd/system"), readiness.HasSystemd);
        Assert.True(readiness.IsWritable);
        Assert.True(readiness.FreeMegabytes > 0);
        Assert.False(readiness.Ledger.IsThere);
    }

    private string PinnedToAnother(DoctorScene scene)
    {
        var other = scene.Write("other-key", "");
        File.Delete(other);
        _sshd.MakeKey(other, "");
        var known = scene.Write("known-other", "");
        KnownHosts.Pin(known, "127.0.0.1", _sshd.Port, LoopbackSshd.KeyOf(other));
        return known;
    }
}
