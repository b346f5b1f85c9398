using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

public abstract partial class ShellContract
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(255)]
    public async Task An_attempt_ends_with_its_exit_code(int code)
    {
        var (report, lines) = await Run(await Taken(), $"echo out; echo err >&2; exit {code}");
        Assert.Equal((AttemptState.Ended, code), (report.State, report.ExitCode));
        Assert.Equal(["out", "err"], lines);
        Assert.Equal(8, report.OutputBytes);
    }

    [Theory]
    [InlineData("it's \"quoted\"; $HOME `id` \\ * & | > x")]
    [InlineData("two\nlines")]
    [InlineData("日本語")]
    [InlineData("")]
    public async Task A_value_reaches_an_attempt_unchanged(string value)
    {
        var (_, lines) = await Run(await Taken(), "echo \"<$word>\"", ("word", value), ("other", "x"));
        Assert.Equal($"<{value}>", string.Join('\n', lines));
    }

    [Theory]
    [InlineData("a step with blanks / and ../slashes")]
    [InlineData("шаг с пробелами")]
    [InlineData("-rf * $(reboot) 'quoted'")]
    public async Task Any_step_name_works_as_a_step_key(string step)
    {
        var (report, lines) = await Run(await Taken(step), "echo done");
        Assert.Equal((AttemptState.Ended, "done"), (report.State, Assert.Single(lines)));
        Assert.Equal(AttemptState.Ended, Good(await Look(await Taken(step))).State);
        Assert.Equal(AttemptState.Absent, Good(await Look(await Taken(step + "!"))).State);
    }

    [Fact]
    public async Task Step_names_that_differ_only_at_the_end_of_a_long_text_are_two_attempts()
    {
        var start = new string('й', 300);
        Good(await Start(await Taken(start + "1"), "echo done"));
        Assert.Equal(AttemptState.Absent, Good(await Look(await Taken(start + "2"))).State);
    }

    [Fact]
    public async Task An_attempt_starts_once_however_often_it_is_started()
    {
        var attempt = await Taken();
        Assert.False(Good(await Start(attempt, "echo began")).AlreadyThere);
        Assert.True(Good(await Start(attempt, "echo began")).AlreadyThere);
        var (_, lines) = await Follow(attempt);
        Assert.Equal(["began"], lines);
        Assert.True(Good(await Start(attempt, "echo began")).AlreadyThere);
        Assert.Equal(AttemptState.Ended, Good(await Look(attempt)).State);
    }

    [Fact]
    public async Task An_attempt_that_is_started_several_times_at_once_begins_once()
    {
        var attempt = await Taken();
        var starts = Enumerable
            .Range(0, 5)
            .Select(_ => Shell.StartAsync(Host, attempt, Script("echo began"), Cancellation));
        var replies = await Finish(Task.WhenAll(starts));
        Assert.Single(replies, reply => !Good(reply).AlreadyThere);
        Assert.Equal(["began"], (await Follow(attempt)).Lines);
    }

    [Fact]
    public async Task Another_attempt_of_the_same_step_is_another_attempt()
    {
        var attempt = await Taken();
        await Run(attempt, "echo first");
        var second = attempt with { Key = attempt.Key with { Attempt = 2 } };
        Assert.Equal(["second"], (await Run(second, "echo second")).Lines);
    }

    [Fact]
    public async Task A_running_attempt_is_seen_running_and_then_ended()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "sleep 1; exit 4"));
        var running = Good(await Look(attempt));
        Assert.Equal((AttemptState.Running, null), (running.State, running.ExitCode));
        Assert.Equal(4, (await Follow(attempt)).Report.ExitCode);
        Assert.Equal((AttemptState.Ended, 4), (Good(await Look(attempt)).State, Good(await Look(attempt)).ExitCode));
    }

    [Fact]
    public async Task An_attempt_that_was_looked_for_before_it_arrived_can_no_longer_start()
    {
        var attempt = await Taken();
        Assert.Equal(AttemptState.Absent, Good(await Look(attempt)).State);
        IsFault(ShellFaultKind.FencedOff, await Start(attempt, "echo never"));
        Assert.Equal(AttemptState.Absent, Good(await Look(attempt)).State);
        Assert.Equal(AttemptState.Absent, (await Follow(attempt)).Report.State);
    }

    [Fact]
    [Fault(12)]
    public async Task After_a_cut_connection_the_rest_is_read_from_the_right_byte()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "echo one; sleep 1; echo two; sleep 1; echo three; exit 3"));
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var following = Shell.FollowAsync(Host, attempt, 0, line => first.TrySetResult(line.Text), Cancellation);
        Assert.Equal("one", await Finish(first.Task));
        await CutConnections();
        IsFault(ShellFaultKind.Lost, await Finish(following));
        var (report, lines) = await Follow(attempt, fromByte: "one\n".Length);
        Assert.Equal(["two", "three"], lines);
        Assert.Equal((AttemptState.Ended, 3), (report.State, report.ExitCode));
    }

    [Fact]
    public async Task The_last_line_needs_no_line_end()
    {
        var (report, lines) = await Run(await Taken(), "printf 'one\\ntwo'");
        Assert.Equal(["one", "two"], lines);
        Assert.Equal(7, report.OutputBytes);
    }

    [Fact]
    public async Task Five_hundred_thousand_lines_arrive_complete_and_in_order()
    {
        var (report, lines) = await Run(await Taken(), CountingScript);
        Assert.Equal(0, report.ExitCode);
        Assert.Equal(500_000, lines.Count);
        Assert.Equal(Enumerable.Range(1, 500_000).Select(number => $"{number}"), lines);
    }

    [Fact]
    public async Task An_attempt_of_an_earlier_boot_is_interrupted()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "sleep 30; echo never"));
        PretendReboot(attempt.Key);
        var report = Good(await Look(attempt));
        Assert.Equal((AttemptState.Interrupted, null), (report.State, report.ExitCode));
        Assert.Equal(AttemptState.Interrupted, (await Follow(attempt)).Report.State);
        Assert.True(Good(await Start(attempt, "sleep 30; echo never")).AlreadyThere);
        await Stop(attempt);
    }

    [Fact]
    public async Task A_stopped_attempt_is_interrupted_and_does_not_continue()
    {
        var attempt = await Taken();
        Good(await Start(attempt, "echo begun; sleep 30; echo never"));
        Assert.Equal(AttemptState.Interrupted, Good(await Stop(attempt)).State);
        var (report, lines) = await Follow(attempt);
        Assert.Equal((AttemptState.Interrupted, null), (report.State, report.ExitCode));
        Assert.DoesNotContain("never", lines);
    }

    [Fact]
    public async Task Stopping_an_ended_attempt_changes_nothing()
    {
        var attempt = await Taken();
        await Run(attempt, "exit 5");
        var report = Good(await Stop(attempt));
        Assert.Equal((AttemptState.Ended, 5), (report.State, report.ExitCode));
    }

    [Fact]
    public async Task An_attempt_that_was_stopped_before_it_arrived_can_no_longer_start()
    {
        var attempt = await Taken();
        Assert.Equal(AttemptState.Absent, Good(await Stop(attempt)).State);
        IsFault(ShellFaultKind.FencedOff, await Start(attempt, "echo never"));
    }
}
