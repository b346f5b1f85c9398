using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

public abstract partial class ShellContract
{
    [Fact]
    public async Task A_holder_that_does_not_succeed_the_last_one_is_refused_by_every_verb_whatever_its_fencing_token()
    {
        var attempt = await Taken();
        foreach (var token in new[] { 3L, 99 })
        {
            var stranger = attempt with { Lease = LeaseOf(token) with { Holder = "two" } };
            IsOvertaken(await Finish(Shell.TakeAsync(Host, stranger.Lease, "never shown", Cancellation)));
            IsOvertaken(await Start(stranger, "echo never"));
            IsOvertaken(await Look(stranger));
            IsOvertaken(await Stop(stranger));
            IsOvertaken(await Finish(Shell.FollowAsync(Host, stranger, 0, static _ => { }, Cancellation)));
            IsOvertaken(await Finish(Shell.ReleaseAsync(Host, stranger.Lease, stranger.LedgerId, Cancellation)));
        }

        Assert.Equal(["done"], (await Run(attempt, "echo done")).Lines);
    }

    [Fact]
    public async Task A_holder_that_succeeds_the_last_one_takes_over_and_the_last_one_is_refused()
    {
        var attempt = await Taken();
        var next = attempt with { Lease = LeaseOf(4) with { Holder = "two", Follows = "one" } };
        Assert.Equal(3, Good(await Look(next)).Ledger.FencingTokenBefore);
        IsFault(ShellFaultKind.Overtaken, await Look(attempt));
        IsFault(ShellFaultKind.Overtaken, await Start(attempt with { Lease = LeaseOf(5) }, "echo never"));
        Assert.Equal(
            4,
            Good(await Look(next with { Lease = next.Lease with { Follows = null } })).Ledger.FencingTokenBefore
        );
    }

    [Fact]
    public async Task A_key_that_belongs_to_another_command_is_refused()
    {
        var attempt = await Taken();
        await Run(attempt, "echo done");
        Assert.True(Good(await Start(attempt, "echo done")).AlreadyThere);
        IsFault(ShellFaultKind.OtherLedger, await Start(attempt, "echo other"));
        Assert.Equal(["done"], (await Follow(attempt)).Lines);
    }

    [Fact]
    public async Task An_adopted_host_has_a_new_empty_ledger_that_obeys_the_new_database()
    {
        var attempt = await Taken();
        await Run(attempt, "echo done");
        var mine = LeaseOf(1, "database two") with { Holder = "two" };
        IsFault(ShellFaultKind.OtherDatabase, await Finish(Shell.TakeAsync(Host, mine, "never shown", Cancellation)));
        var adopted = Good(await Finish(Shell.AdoptAsync(Host, mine, "a run works here", Cancellation)));
        Assert.Equal("database two", adopted.DatabaseId);
        Assert.NotEqual(attempt.LedgerId, adopted.Id);
        var adoptedAttempt = attempt with { Lease = mine, LedgerId = adopted.Id };
        Assert.Equal(["again"], (await Run(adoptedAttempt, "echo again")).Lines);
        IsFault(ShellFaultKind.OtherDatabase, await Look(attempt));
    }

    [Fact]
    public async Task A_host_is_not_adopted_while_a_command_runs_on_it()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "sleep 300"));
        var mine = LeaseOf(9, "database two") with { Holder = "two" };
        IsFault(ShellFaultKind.Busy, await Finish(Shell.AdoptAsync(Host, mine, "never shown", Cancellation)));
        Assert.Equal(AttemptState.Running, Good(await Look(attempt)).State);
        Good(await Stop(attempt));
        Good(await Finish(Shell.AdoptAsync(Host, mine, "a run works here", Cancellation)));
    }

    [Fact]
    public async Task Adopting_a_host_without_a_ledger_takes_it()
    {
        var adopted = Good(await Finish(Shell.AdoptAsync(Host, LeaseOf(3), "a run works here", Cancellation)));
        Assert.Equal(adopted.Id, (await Take()).Id);
    }

    [Fact]
    [Fault(20)]
    public async Task People_who_log_in_see_the_notice_until_the_host_is_released()
    {
        var attempt = await Taken();
        Assert.Equal("a run works here", Notice());
        Good(await Finish(Shell.ReleaseAsync(Host, attempt.Lease, attempt.LedgerId, Cancellation)));
        Assert.Null(Notice());
        Good(await Finish(Shell.ReleaseAsync(Host, attempt.Lease, attempt.LedgerId, Cancellation)));
    }

    /// <summary>The notice that people who log in to the host see; null if there is none.</summary>
    protected abstract string? Notice();

    private void IsOvertaken<T>(ShellReply<T> reply)
        where T : class
    {
        IsFault(ShellFaultKind.Overtaken, reply);
        Assert.Equal("one", reply.Fault!.Holder);
    }
}
