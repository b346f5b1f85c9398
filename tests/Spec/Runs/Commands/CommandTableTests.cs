using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Commands;

/// <summary>The table that Slack's grammar, help, buttons, forms, the command line and the API all read.</summary>
public sealed class CommandTableTests
{
    private static readonly Run Run = Story.UntilWork().Run;

    public static TheoryData<string> Verbs => [.. CommandTable.All.Select(syntax => syntax.Verb)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void A_person_without_a_role_may_use_no_verb(string verb)
    {
        var command = CommandTable.Named(verb)!.Make(Run, Said(Some.Stranger));
        var decision = Run.Decide(command, DateTimeOffset.UnixEpoch.AddYears(50));
        Assert.Empty(decision.Events.Where(happened => happened is not RunEvent.SignalIgnored));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_is_spelled_at_every_door_and_fits_a_form(string verb)
    {
        var syntax = CommandTable.Named(verb)!;
        var run =
            syntax.IsOfFleet ? "HOST"
            : syntax.NamesPlan ? "RUN CODE"
            : syntax.MakeForAll is null ? "[RUN]"
            : "[RUN|all]";
        Assert.StartsWith($"`/upgrade {verb} {run}", syntax.Usage(Door.Slack), StringComparison.Ordinal);
        Assert.StartsWith($"`olupgrade {verb}", syntax.Usage(Door.CommandLine), StringComparison.Ordinal);
        Assert.Contains(
            syntax.IsOfFleet ? "ol-dev" : "7",
            syntax.Typed(Door.Slack, Some.Run, "ol-dev"),
            StringComparison.Ordinal
        );
        Assert.True(syntax.Confirmation is null or { Title.Length: <= 24, Submit.Length: <= 24 });
        Assert.True(syntax.Confirmation is not null || syntax.Flags.All(flag => flag.Question is null));
    }

    [Theory]
    [InlineData(null, "`olupgrade exclude 7 --host ol-dev --reason …`")]
    [InlineData(Door.CommandLine, "`olupgrade exclude 7 --host ol-dev --reason …`")]
    [InlineData(Door.Issue, "`olupgrade exclude 7 --host ol-dev --reason …`")]
    [InlineData(Door.Slack, "`/upgrade exclude 7 ol-dev …`")]
    public void A_command_is_typed_as_its_door_spells_it(Door? door, string typed) =>
        Assert.Equal(typed, CommandTable.Exclude.Typed(door, Some.Run, "ol-dev"));

    [Fact]
    public void What_the_command_line_released_stays()
    {
        Assert.Equal("`olupgrade adopt ol-dev 7 --reason …`", CommandTable.Adopt.Typed(null, Some.Run, "ol-dev"));
        Assert.Equal("`olupgrade rollback 7 all`", CommandTable.RollBack.Typed(null, Some.Run, target: "all"));
        Assert.Equal(
            "`olupgrade resume 7 --it-happened`",
            CommandTable.Resume.Typed(null, Some.Run, flag: CommandTable.ItHappened)
        );
        Assert.Equal("`olupgrade note … 7`", CommandTable.Note.Typed(null, Some.Run));
    }

    [Fact]
    public void Only_hold_is_of_all_open_runs_and_help_says_that_later_runs_are_not_held()
    {
        Assert.Equal([CommandTable.Hold], CommandTable.All.Where(syntax => syntax.MakeForAll is not null));
        Assert.Equal("`/upgrade hold [RUN|all] [reason…]`", CommandTable.Hold.Usage(Door.Slack));
        Assert.Equal("`olupgrade hold [RUN|--all] [--reason REASON]`", CommandTable.Hold.Usage(Door.CommandLine));
        Assert.EndsWith("runs that start later are not on hold.", CommandTable.Hold.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_typed_approval_names_the_question_that_was_seen()
    {
        var plan = Story.UntilApproval().Run.PlanDigest!.Value;
        Assert.Equal(
            $"`/upgrade approve 7 {plan.Abbreviated}`",
            CommandTable.Approve.Typed(Door.Slack, Some.Run, code: plan)
        );
        Assert.Equal(
            $"`olupgrade approve 7 --plan {plan.Abbreviated}`",
            CommandTable.Approve.Typed(Door.CommandLine, Some.Run, code: plan)
        );
    }

    [Fact]
    public void A_command_that_decides_nothing_is_spelled_too()
    {
        Assert.Equal("`/upgrade status 7`", CommandText.Status(Door.Slack, Some.Run));
        Assert.Equal("`olupgrade status 7`", CommandText.Status(Door.Issue, Some.Run));
        Assert.Equal("`olupgrade journal 7`", CommandText.Journal(Some.Run));
        Assert.Equal("`olupgrade report 7`", CommandText.Report(Some.Run));
    }

    [Fact]
    public void No_verb_and_no_flag_is_another_one()
    {
        var names = CommandTable.All.SelectMany(syntax => syntax.Flags.Select(flag => flag.Name).Prepend(syntax.Verb));
        Assert.Equal(names.Distinct().Count(), names.Count());
    }

    private static CommandArguments Said(Person by) =>
        new(by, Door.CommandLine)
        {
            Host = "ol-dev",
            Target = "all",
            Gate = ReservedNames.PrepareStage,
            Reason = "so",
            Key = "k",
        };
}
