using OlUpgrade.Ssh;

namespace OlUpgrade.Spec.Ssh;

public abstract partial class ShellContract
{
    [Fact]
    public async Task A_question_is_answered_with_its_outputs_and_its_exit_code()
    {
        var answer = Good(await Ask("echo first; echo second >&2; exit 3"));
        Assert.Equal(new ShellAnswer(3, "first\n", "second\n"), answer);
    }

    [Theory]
    [InlineData("two  words")]
    [InlineData("it's \"quoted\"; $HOME `id` \\ * & | > x")]
    [InlineData("two\nlines\n")]
    [InlineData("日本語")]
    [InlineData("")]
    public async Task A_value_reaches_a_question_unchanged(string value) =>
        Assert.Equal($"<{value}>\n", Good(await Ask("echo \"<$word>\"", ("word", value))).Output);

    [Fact]
    public async Task A_question_that_takes_too_long_is_abandoned()
    {
        var question = ShellScript.Of("sleep 20", TimeSpan.FromSeconds(1));
        IsFault(ShellFaultKind.TimedOut, await Finish(Shell.AskAsync(Host, question, Cancellation)));
        Assert.Equal("well\n", Good(await Ask("echo well")).Output);
    }

    [Fact]
    public async Task A_question_leaves_no_ledger_behind()
    {
        await Ask("true");
        Assert.Equal("", Good(await Look(new(Key(), LeaseOf(3), "any"))).Ledger.Id);
    }

    [Fact]
    public async Task Only_the_callers_own_cancellation_throws()
    {
        using var patience = new CancellationTokenSource();
        var asked = Shell.AskAsync(Host, Script("sleep 20"), patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Finish(asked));
    }

    private Task<ShellReply<ShellAnswer>> Ask(string script, params (string, string)[] values) =>
        Finish(Shell.AskAsync(Host, Script(script, values), Cancellation));
}
