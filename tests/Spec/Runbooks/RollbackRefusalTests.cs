using OlUpgrade.Runbooks;

namespace OlUpgrade.Spec.Runbooks;

/// <summary>The keys about rollback: valid values, and problems with their positions.</summary>
public sealed class RollbackRefusalTests
{
    private const string Before = "stages:\n";

    [Fact]
    public void The_rollback_keys_are_read()
    {
        var runbook = Written.Good(
            With(
                "rollback: {approval: required, in-hand: stopped, unreachable: "
                    + "left-out, within: 3d}\non-failure: rollback\n"
            )
        );
        Assert.Equal(new RollbackRule(true, true, true, true, TimeSpan.FromDays(3)), runbook.Rollback);
    }

    [Fact]
    public void On_failure_alone_leaves_the_other_defaults_unchanged() =>
        Assert.Equal(
            RollbackRule.Plain with
            {
                OnFailure = true,
            },
            Written.Good(With("on-failure: rollback\n")).Rollback
        );

    [Fact]
    public void Without_the_keys_an_operator_may_roll_back_for_a_week()
    {
        Assert.Null(Written.Good(Written.Runbook).Rollback);
        Assert.Equal(TimeSpan.FromDays(7), RollbackRule.Plain.Within);
    }

    [Fact]
    public void A_rollback_reboots_only_if_the_runbook_says_so()
    {
        Assert.False(RebootOf(Written.Runbook).AlsoBack);
        Assert.True(
            RebootOf(
                Written.Runbook.Replace("soak: 60s}", "soak: 60s, undo: reboot}", StringComparison.Ordinal)
            ).AlsoBack
        );
    }

    [Theory]
    [InlineData("rollback: {approval: mek}\n", "12:22: `approval` is either `none` or `required`, not `mek`")]
    [InlineData("rollback: {in-hand: killed}\n", "12:21: `in-hand` is either `ends` or `stopped`, not `killed`")]
    [InlineData("rollback: {unreachable: skip}\n", "12:25: `unreachable` is either `waits` or `left-out`, not `skip`")]
    [InlineData("rollback: {within: 90d}\n", "12:20: `within` may be at most 60d")]
    [InlineData("rollback: {after: 3d}\n", "12:12: unknown key `after` in `rollback`")]
    [InlineData("on-failure: abort\n", "12:13: `on-failure` is either `pause` or `rollback`, not `abort`")]
    public void A_wrong_word_is_refused_with_its_position(string keys, string problem) => Refuses(With(keys), problem);

    [Fact]
    public void A_step_that_can_be_undone_is_not_irreversible() =>
        Refuses(
            Written.Runbook.Replace(
                "    undo: exit 0\n",
                "    undo: exit 0\n    irreversible: gone\n",
                StringComparison.Ordinal
            ),
            "a step with `undo` is not `irreversible`: keep one of them"
        );

    [Fact]
    public void Only_a_command_can_be_irreversible() =>
        Refuses(
            Written.Runbook.Replace(
                "{step: containers, containers: up}",
                "{step: containers, containers: up, irreversible: no}",
                StringComparison.Ordinal
            ),
            "`irreversible` does not go with `containers`"
        );

    [Fact]
    public void A_reboot_can_only_be_undone_by_a_reboot() =>
        Refuses(
            Written.Runbook.Replace("soak: 60s}", "soak: 60s, undo: exit 0}", StringComparison.Ordinal),
            "`undo` can only be `reboot`"
        );

    private static Work.Reboot RebootOf(string text) =>
        (Work.Reboot)Written.Good(text).Steps.Single(step => step.Work is Work.Reboot).Work;

    private static string With(string keys) => Written.Runbook.Replace(Before, keys + Before, StringComparison.Ordinal);

    private static void Refuses(string text, string problem) =>
        Assert.Contains(Written.Parse(text).Problems, one =>
            one.ToString().Contains(problem, StringComparison.Ordinal)
        );
}
