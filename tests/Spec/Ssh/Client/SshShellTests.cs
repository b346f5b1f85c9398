using OlUpgrade.Hosts;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Spec.Ssh.Client;

/// <summary>The shell's contract over a real sshd on loopback, with real processes and a real ledger.</summary>
public sealed class SshShellTests : ShellContract, IClassFixture<LoopbackSshd>, IDisposable
{
    private readonly LoopbackSshd _sshd;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("olupgrade-ledger-");

    private readonly SshShell _shell;

    private bool _hasSmallDisk;

    public SshShellTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
        Host = sshd.Host("loopback", Path.Combine(_folder.FullName, "it's a ledger"));
        _shell = new SshShell(sshd.Options(), _ => null, TimeProvider.System);
    }

    protected override IHostShell Shell => _shell;

    protected override Host Host { get; }

    protected override string CountingScript => "seq 500000";

    public void Dispose()
    {
        _shell.Dispose();
        if (_hasSmallDisk)
            Tool.Run("umount", Host.Ledger);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_value_is_never_on_the_disk_or_in_the_process_list()
    {
        var secret = $"hunter{_folder.Name}";
        var attempt = await Taken();
        var wasSeen = false;
        using var watching = new CancellationTokenSource();
        var watcher = Task.Run(
            () =>
            {
                while (!watching.IsCancellationRequested)
                    wasSeen |= LivingProcesses.AnyCommandLineHas(secret);
            },
            Cancellation
        );
        var asked = await Shell.AskAsync(Host, Script("sleep 0.3; echo ${#secret}", ("secret", secret)), Cancellation);
        var (_, lines) = await Run(attempt, "sleep 0.5; echo ${#secret}", ("secret", secret));
        await watching.CancelAsync();
        await watcher;
        Assert.Equal([$"{secret.Length}"], lines);
        Assert.Equal($"{secret.Length}\n", Good(asked).Output);
        Assert.False(wasSeen);
        foreach (var file in _folder.EnumerateFiles("*", SearchOption.AllDirectories))
            Assert.DoesNotContain(secret, await Text(file.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_its_owner_can_read_the_ledger()
    {
        var attempt = await Taken();
        await Run(attempt, "echo done");
        var ledger = new DirectoryInfo(Host.Ledger);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, ledger.UnixFileMode);
        foreach (var file in ledger.EnumerateFiles("*", SearchOption.AllDirectories))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        Assert.Equal("echo done", await Text(Path.Combine(FolderOf(attempt.Key), "script")));
    }

    [Fact]
    public async Task Stopping_ends_the_whole_tree_even_processes_that_ignore_TERM_or_left_the_session()
    {
        var attempt = await Taken();
        const string Tree = """
            trap '' TERM
            sh -c 'trap "" TERM; sleep 98761' &
            setsid sleep 98762 &
            sleep 98763
            """;
        Good(await Start(attempt, Tree + "\necho never"));
        while (!LivingProcesses.AnyCommandLineHas("98763"))
            await Task.Yield();
        Assert.Equal(AttemptState.Interrupted, Good(await Stop(attempt)).State);
        Assert.False(LivingProcesses.AnyCommandLineHas("98761"));
        Assert.False(LivingProcesses.AnyCommandLineHas("98762"));
        Assert.False(LivingProcesses.AnyCommandLineHas("98763"));
        Assert.Equal("", await Text(Path.Combine(FolderOf(attempt.Key), "output")));
    }

    [Fact]
    public async Task Output_that_is_not_text_and_an_endless_line_do_no_harm()
    {
        const string Odd = "head -c 300000 /dev/zero | tr '\\0' x; echo; printf '\\377\\n'";
        var (report, lines) = await Run(await Taken(), Odd);
        Assert.Equal(300_003, report.OutputBytes);
        Assert.Equal(2, lines.Count);
        Assert.EndsWith("[the rest of this line was left out]", lines[0], StringComparison.Ordinal);
        Assert.Equal("\uFFFD", lines[1]);
    }

    [Fact]
    public async Task Two_hundred_megabytes_pass_through_without_being_kept_in_memory()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "yes 'a line of output that nobody needs' | head -c 200000000; echo; echo last"));
        var (lines, last) = (0L, default(OutputLine));
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var reply = await Shell.FollowAsync(Host, attempt, 0, line => (lines, last) = (lines + 1, line), Cancellation);
        // Other tests of the process allocate meanwhile. Kept as strings, the output alone would take 400 MB.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 200_000_000);
        Assert.Equal(new OutputLine("last", Good(reply).OutputBytes), last);
        Assert.InRange(lines, 5_000_000, 6_000_000);
        var end = new List<string>();
        Good(await Shell.FollowAsync(Host, attempt, last.End - 20, line => end.Add(line.Text), Cancellation));
        Assert.Equal("last", end[^1]);
        Assert.InRange(end.Count, 2, 3);
    }

    [Fact]
    public async Task A_question_keeps_one_mebibyte_of_its_output()
    {
        var reply = await Shell.AskAsync(Host, Script("head -c 3000000 /dev/zero | tr '\\0' x"), Cancellation);
        Assert.Equal(1024 * 1024, Good(reply).Output.Length);
    }

    [Fact]
    public async Task Text_that_the_login_shell_prints_is_not_output()
    {
        var profile = Path.Combine(_sshd.Folder, ".bashrc");
        await File.WriteAllTextAsync(profile, "echo welcome\n", Cancellation);
        try
        {
            Assert.Equal("well\n", Good(await Shell.AskAsync(Host, Script("echo well"), Cancellation)).Output);
            Assert.Equal(["done"], (await Run(await Taken(), "echo done")).Lines);
        }
        finally
        {
            File.Delete(profile);
        }
    }

    [Fact]
    public async Task A_damaged_fencing_token_is_never_taken_for_a_low_one()
    {
        await Take();
        await File.WriteAllTextAsync(Path.Combine(Host.Ledger, "fence"), "", Cancellation);
        IsFault(
            ShellFaultKind.AccessRefused,
            await Shell.TakeAsync(Host, LeaseOf(9), "a run works here", Cancellation)
        );
    }

    [Fact]
    [Finding("H9")]
    public async Task A_disk_without_inodes_is_told_from_a_full_one()
    {
        var attempt = await Taken();
        Mount("size=1m,nr_inodes=40,mode=0700");
        var count = 0;
        try
        {
            for (; count < 100; count++)
                await File.WriteAllTextAsync(Path.Combine(Host.Ledger, $"small{count}"), "", Cancellation);
        }
        catch (IOException)
        {
            // None are left.
        }

        Assert.InRange(count, 1, 99);
        var fault = (await Start(attempt, "echo done")).Fault;
        Assert.Equal(ShellFaultKind.DiskFull, fault?.Kind);
        Assert.Contains("No inodes are left on loopback (`df -i", fault!.Sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(FolderOf(attempt.Key)));
    }

    protected override Task<T> Finish<T>(Task<T> task) => task;

    protected override Task CutConnections()
    {
        _sshd.Signal("-KILL", _sshd.Sessions());
        return Task.CompletedTask;
    }

    protected override void PretendReboot(StepKey key) =>
        File.WriteAllText(Path.Combine(FolderOf(key), "boot-id"), "00000000-0000-4000-a000-000000000000\n");

    protected override string? Notice() =>
        File.Exists($"{Host.Ledger}.notice") ? File.ReadAllText($"{Host.Ledger}.notice") : null;

    /// <summary>Moved, not deleted: a command that is still running may be writing a file there.</summary>
    protected override void LoseLedger() => Directory.Move(Host.Ledger, $"{Host.Ledger}.lost");

    protected override async Task FillDisk()
    {
        Mount("size=64k,mode=0700");
        await using var filler = File.Create(Path.Combine(Host.Ledger, "filler"));
        try
        {
            while (true)
            {
                await filler.WriteAsync(new byte[4096], Cancellation);
                await filler.FlushAsync(Cancellation);
            }
        }
        catch (IOException)
        {
            // Full now.
        }
    }

    private void Mount(string options)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a full disk is simulated by a small tmpfs: run as root");
        var copy = Directory.CreateDirectory(Path.Combine(_folder.FullName, "copy"));
        foreach (var file in new DirectoryInfo(Host.Ledger).GetFiles())
            file.CopyTo(Path.Combine(copy.FullName, file.Name));
        _hasSmallDisk = Tool.Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Host.Ledger) == 0;
        Assert.SkipUnless(_hasSmallDisk, "a full disk is simulated by a small tmpfs: allow mounting");
        foreach (var file in copy.GetFiles())
            file.CopyTo(Path.Combine(Host.Ledger, file.Name));
    }

    protected override Task MakeRoom()
    {
        File.Delete(Path.Combine(Host.Ledger, "filler"));
        return Task.CompletedTask;
    }

    private static Task<string> Text(string path) => File.ReadAllTextAsync(path, Cancellation);

    private string FolderOf(StepKey key) => Path.Combine(Host.Ledger, "attempts", LedgerCall.Folder(key));
}
