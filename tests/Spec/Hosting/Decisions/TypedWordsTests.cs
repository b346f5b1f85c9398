using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>
/// Decisions as people type them behind <c>/upgrade</c>: what each word is taken for, and what is answered to the rest.
/// </summary>
public sealed class TypedWordsTests
{
    private static readonly Run Run = Story
        .UntilWork(
            Some.Plan(
                Some.Stage("canary", ["ol-dev"], Some.Script()),
                Some.Stage("web", ["ol-web1", "ol-web2"], Some.Script())
            )
        )
        .Run;

    [Theory]
    [InlineData("retry 7", 7, "retry")]
    [InlineData("retry", null, "retry")]
    [InlineData("retry ol-dev the disk was full", null, "retry host=ol-dev reason=the disk was full")]
    [InlineData("retry 7 the disk was full", 7, "retry reason=the disk was full")]
    [InlineData("skip 7 ol-web1 no such mirror", 7, "skip host=ol-web1 reason=no such mirror")]
    [InlineData("skip no such mirror", null, "skip reason=no such mirror")]
    [InlineData("skip 7 --host ol-web1 --reason no such mirror", 7, "skip host=ol-web1 reason=no such mirror")]
    [InlineData("exclude ol-web2 ol-web1 is enough", null, "exclude host=ol-web2 reason=ol-web1 is enough")]
    [InlineData("hold 7 12 people are on call", 7, "hold reason=12 people are on call")]
    [InlineData("rollback 7 all", 7, "rollback target=all")]
    [InlineData(
        "rollback web emergency the site is down",
        null,
        "rollback target=web reason=the site is down emergency"
    )]
    [InlineData(
        "rollback --emergency ol-dev --reason the site is down",
        null,
        "rollback target=ol-dev reason=the site is down emergency"
    )]
    [InlineData("resume 7 it-happened I looked", 7, "resume reason=I looked it-happened")]
    [InlineData("resume ol-dev --it-did-not-happen", null, "resume host=ol-dev it-did-not-happen")]
    [InlineData("resume 7", 7, "resume")]
    [InlineData("abort 7 stop now", 7, "abort reason=now stop")]
    [InlineData("abort racks move", null, "abort reason=racks move")]
    [InlineData("refuse 7 not tonight", 7, "refuse reason=not tonight")]
    [InlineData("override ol-dev it is idle", null, "override host=ol-dev reason=it is idle")]
    [InlineData("adopt 7 ol-dev reinstalled", 7, "adopt host=ol-dev reason=reinstalled")]
    [InlineData("delete-branch 7", 7, "delete-branch")]
    [InlineData("delete-branch 7 nobody needs it", 7, "delete-branch reason=nobody needs it")]
    [InlineData("note 7 the mirror was slow", 7, "note reason=the mirror was slow")]
    public void Each_word_is_taken_for_what_it_is(string typed, int? run, string meant)
    {
        var decide = Assert.IsType<UpgradeCommand.Decide>(UpgradeGrammar.Parse(typed));
        Assert.Equal(run, decide.Run?.Number);
        var (arguments, problem) = Read(typed);
        Assert.Null(problem);
        Assert.Equal(meant, InWords(decide.Syntax, arguments!));
    }

    [Theory]
    [InlineData("skip 7", "Say why: `/upgrade skip [RUN] [HOST] REASON…`. The reason is kept and shown to people.")]
    [InlineData(
        "skip 7 ol-web1",
        "Say why: `/upgrade skip [RUN] [HOST] REASON…`. The reason is kept and shown to people."
    )]
    [InlineData(
        "exclude ol-web3 is gone",
        "Run 7 has no host `ol-web3`; did you mean `ol-web1`? It has ol-dev, ol-web1, ol-web2."
    )]
    [InlineData(
        "skip ol-wbe1 no such mirror",
        "Run 7 has no host `ol-wbe1`; did you mean `ol-web1`? It has ol-dev, ol-web1, ol-web2."
    )]
    [InlineData("retry ol-covers", "Run 7 has no host `ol-covers`. It has ol-dev, ol-web1, ol-web2.")]
    [InlineData("note", "Say what to note: `/upgrade note [RUN] TEXT…`.")]
    [InlineData(
        "approve 7 please",
        "`approve` takes nothing but the run's number and the code: `/upgrade approve RUN CODE`."
    )]
    [InlineData(
        "rollback 7",
        "Say what to roll back: `/upgrade rollback [RUN] HOST|STAGE|all [emergency] [reason…]`. "
            + "No host was changed so far."
    )]
    public void What_is_wrong_is_answered_with_what_would_have_been_right(string typed, string sentence) =>
        Assert.Equal((null, sentence), Read(typed));

    [Fact]
    public void Help_lists_every_decision() =>
        Assert.All(
            (string[])
                [
                    "withdraw",
                    "refuse",
                    "resume",
                    "retry",
                    "skip",
                    "exclude",
                    "hold",
                    "rollback",
                    "abort",
                    "delete-branch",
                    "override",
                    "adopt",
                    "note",
                ],
            verb => Assert.Contains($"`/upgrade {verb} [RUN", UpgradeGrammar.Help, StringComparison.Ordinal)
        );

    private static (CommandArguments? Arguments, string? Problem) Read(string typed)
    {
        var decide = Assert.IsType<UpgradeCommand.Decide>(UpgradeGrammar.Parse(typed));
        return TypedWords.Read(Run, decide.Syntax, decide.Words, new(Some.Approver, Door.Slack));
    }

    private static string InWords(CommandSyntax syntax, CommandArguments said) =>
        string.Join(
            ' ',
            (
                (string?[])
                    [
                        syntax.Verb,
                        said.Host is { } host ? $"host={host}" : null,
                        said.Target is { } target ? $"target={target}" : null,
                        said.Reason is { } reason ? $"reason={reason}" : null,
                        .. said.Flags.Order(StringComparer.Ordinal),
                    ]
            ).OfType<string>()
        );
}
