using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

public abstract partial class ShellContract
{
    [Fact]
    public async Task Taking_a_host_twice_is_taking_it_once()
    {
        var first = await Take();
        var second = await Take();
        Assert.Matches("^[0-9a-f]{32}$", first.Id);
        Assert.Equal(first with { FencingTokenBefore = 3 }, second);
        Assert.Equal((0, Database), (first.FencingTokenBefore, first.DatabaseId));
    }

    [Fact]
    public async Task Taking_reports_the_boot_and_the_machine()
    {
        var state = await Take();
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", state.BootId);
        Assert.Equal(state.MachineId + "\n", Good(await Ask("cat /etc/machine-id")).Output);
        Assert.Equal(state.BootId + "\n", Good(await Ask("cat /proc/sys/kernel/random/boot_id")).Output);
    }

    [Fact]
    [Fault(13)]
    public async Task A_lower_fencing_token_is_refused_by_every_verb()
    {
        var attempt = await Taken();
        await Take(token: 9);
        IsFault(
            ShellFaultKind.FencedOff,
            await Finish(Shell.TakeAsync(Host, LeaseOf(8), "a run works here", Cancellation))
        );
        IsFault(ShellFaultKind.FencedOff, await Start(attempt, "echo never"));
        IsFault(ShellFaultKind.FencedOff, await Look(attempt));
        IsFault(ShellFaultKind.FencedOff, await Stop(attempt));
        IsFault(
            ShellFaultKind.FencedOff,
            await Finish(Shell.FollowAsync(Host, attempt, 0, static _ => { }, Cancellation))
        );
        Assert.Equal(9, (await Take(token: 9)).FencingTokenBefore);
    }

    [Fact]
    public async Task Another_database_is_refused_by_every_verb()
    {
        var attempt = await Taken() with { Lease = LeaseOf(99, "database two") };
        IsFault(
            ShellFaultKind.OtherDatabase,
            await Finish(Shell.TakeAsync(Host, attempt.Lease, "a run works here", Cancellation))
        );
        IsFault(ShellFaultKind.OtherDatabase, await Start(attempt, "echo never"));
        IsFault(ShellFaultKind.OtherDatabase, await Look(attempt));
        IsFault(ShellFaultKind.OtherDatabase, await Stop(attempt));
        Assert.Equal(3, (await Take()).FencingTokenBefore);
    }

    [Fact]
    public async Task Looking_raises_the_fencing_token()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "echo done"));
        Assert.Equal(3, Good(await Look(attempt with { Lease = LeaseOf(5) })).Ledger.FencingTokenBefore);
        IsFault(ShellFaultKind.FencedOff, await Look(attempt));
    }

    [Fact]
    public async Task A_missing_ledger_is_reported_and_not_created()
    {
        var attempt = new Attempt(Key(), LeaseOf(3), "0123456789abcdef0123456789abcdef");
        var report = Good(await Look(attempt));
        Assert.Equal(("", AttemptState.Absent), (report.Ledger.Id, report.State));
        IsFault(ShellFaultKind.OtherLedger, await Start(attempt, "echo never"));
        IsFault(ShellFaultKind.OtherLedger, await Stop(attempt));
        Assert.Equal("", Good(await Look(attempt)).Ledger.Id);
    }

    [Fact]
    public async Task A_ledger_that_was_lost_and_created_again_has_another_ID()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "echo done"));
        LoseLedger();
        Assert.Equal("", Good(await Look(attempt)).Ledger.Id);
        var second = await Take();
        Assert.NotEqual(attempt.LedgerId, second.Id);
        Assert.Equal(second.Id, Good(await Look(attempt)).Ledger.Id);
        IsFault(ShellFaultKind.OtherLedger, await Start(attempt, "echo never"));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_started_and_later_it_is()
    {
        var attempt = await Taken();
        await FillDisk();
        IsFault(ShellFaultKind.DiskFull, await Start(attempt, "echo done"));
        await MakeRoom();
        Assert.Equal(["done"], (await Run(attempt, "echo done")).Lines);
    }
}
