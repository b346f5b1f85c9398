using OlUpgrade.Hosting.Slack;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Slack;

/// <summary>What people type behind <c>/upgrade</c>, and what is said to what makes no command.</summary>
public sealed class UpgradeGrammarTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("help")]
    [InlineData("help me")]
    public void Nothing_and_help_ask_for_help(string typed) =>
        Assert.IsType<UpgradeCommand.Help>(UpgradeGrammar.Parse(typed));

    [Fact]
    public void Status_is_of_all_open_runs_or_of_one()
    {
        Assert.Equal(new UpgradeCommand.Status(null), UpgradeGrammar.Parse(" status "));
        Assert.Equal(new UpgradeCommand.Status(new RunId(12)), UpgradeGrammar.Parse("status 12"));
    }

    [Theory]
    [InlineData("hold all", null)]
    [InlineData("hold --all", null)]
    [InlineData("hold all the mirror is gone", "the mirror is gone")]
    [InlineData("hold --all --reason \"the mirror is gone\"", "the mirror is gone")]
    public void Hold_is_of_all_open_runs_where_all_takes_the_place_of_the_number(string typed, string? reason)
    {
        var all = Assert.IsType<UpgradeCommand.DecideAll>(UpgradeGrammar.Parse(typed));
        Assert.Equal((CommandTable.Hold, reason), (all.Syntax, all.Reason));
        Assert.True(all.OnlyStops);
    }

    [Theory]
    [Finding("S2")]
    [InlineData(
        "skip &lt;x&gt; <http://ol-web1.us.archive.org|ol-web1.us.archive.org> gone",
        "<x>|ol-web1.us.archive.org|gone"
    )]
    [InlineData("skip <https://a.org/b?c=d&amp;e>", "https://a.org/b?c=d&e")]
    [InlineData("skip <mailto:mek@archive.org|mek@archive.org> <mailto:a@b.org>", "mek@archive.org|a@b.org")]
    [InlineData("skip <@U0MEK> <#C1|ops> <!channel>", "<@U0MEK>|<#C1|ops>|<!channel>")]
    public void Links_are_the_words_that_the_person_typed(string typed, string words) =>
        Assert.Equal(words, string.Join('|', Assert.IsType<UpgradeCommand.Decide>(UpgradeGrammar.Parse(typed)).Words));

    [Theory]
    [Finding("S8")]
    [InlineData("abort 1 —stop too slow")]
    [InlineData("abort 1 –stop too slow")]
    [InlineData("Abort 1 ——stop too slow")]
    [InlineData("ABORT 1 ―stop too slow")]
    public void What_a_phone_makes_of_dashes_and_first_letters_is_the_same_command(string typed)
    {
        var abort = Assert.IsType<UpgradeCommand.Decide>(UpgradeGrammar.Parse(typed));
        Assert.Equal(CommandTable.Abort, abort.Syntax);
        Assert.Equal(["--stop", "too", "slow"], abort.Words);
    }

    [Theory]
    [InlineData("hold")]
    [InlineData("hold 7 all hands are busy")]
    [InlineData("hold Allan asked for it")]
    [InlineData("resume all")]
    [InlineData("abort all")]
    public void Nothing_else_is_of_all_open_runs(string typed) =>
        Assert.IsType<UpgradeCommand.Decide>(UpgradeGrammar.Parse(typed));

    [Theory]
    [InlineData("start small", "small", "", "")]
    [InlineData("start small soak=1m packages=", "small", "packages=;soak=1m", "")]
    [InlineData("start small --hosts ol-a,ol-b", "small", "", "ol-a,ol-b")]
    [InlineData("start small --hosts ol-a soak=1m", "small", "soak=1m", "ol-a")]
    [InlineData("start small --hosts \"ol-a, ol-b\"", "small", "", "ol-a,ol-b")]
    [InlineData("start small packages=\"curl git\"", "small", "packages=curl git", "")]
    [InlineData("start small “packages=curl git”", "small", "packages=curl git", "")]
    [InlineData("start\tsmall  url=a=b", "small", "url=a=b", "")]
    [InlineData("start small word=&lt;a&gt;&amp;amp;", "small", "word=<a>&amp;", "")]
    public void Start_takes_values_and_hosts_in_any_order(string typed, string runbook, string parameters, string hosts)
    {
        var start = Assert.IsType<UpgradeCommand.Start>(UpgradeGrammar.Parse(typed));
        Assert.Equal(runbook, start.Wish.Runbook);
        Assert.Equal(parameters, string.Join(';', start.Wish.Parameters.Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal(hosts, string.Join(',', start.Wish.Hosts));
    }

    [Theory]
    [InlineData("start --continue 12", null)]
    [InlineData("start small --continue 12 soak=1m", "small")]
    public void An_earlier_run_is_continued_with_or_without_naming_the_runbook(string typed, string? runbook)
    {
        var start = Assert.IsType<UpgradeCommand.Start>(UpgradeGrammar.Parse(typed));
        Assert.Equal((runbook, new RunId(12)), (start.Wish.Runbook, start.Wish.Continues));
    }

    [Theory]
    [InlineData(
        "start",
        "Say which runbook: `/upgrade start security-patches`, or go on "
            + "with an earlier run: `/upgrade start --continue 12`."
    )]
    [InlineData("start --continue", "`--continue` wants the number of a run behind it: `--continue 12`.")]
    [InlineData("start --continue last", "`--continue` wants the number of a run behind it: `--continue 12`.")]
    [InlineData("start --continue 1 --continue 2", "`--continue` is given twice.")]
    [InlineData("start small soak", "`soak` is neither key=value nor `--hosts a,b`.")]
    [InlineData("start small =1m", "`=1m` is neither key=value nor `--hosts a,b`.")]
    [InlineData("start small --soak=1m", "`--soak=1m` is neither key=value nor `--hosts a,b`.")]
    [InlineData("start small a=1 a=2", "`a` is given twice.")]
    [InlineData("start small --hosts", "`--hosts` wants names behind it: `--hosts ol-web1,ol-web2`.")]
    [InlineData("start small --hosts ,", "`--hosts` wants names behind it: `--hosts ol-web1,ol-web2`.")]
    [InlineData("start small --hosts ol-a --hosts ol-b", "`--hosts` is given twice.")]
    [InlineData("start small word=\"a", "A quote is not closed.")]
    [InlineData("status one", "`one` is not the number of a run.")]
    [InlineData("status -1", "`-1` is not the number of a run.")]
    [InlineData("status 1 2", "`status` takes one run's number, or nothing.")]
    [InlineData("strat small", "There is no `strat`. `/upgrade help` lists what there is.")]
    public void What_makes_no_command_is_answered_with_what_would_have_been_right(string typed, string sentence) =>
        Assert.Equal(new UpgradeCommand.Wrong(sentence), UpgradeGrammar.Parse(typed));
}
