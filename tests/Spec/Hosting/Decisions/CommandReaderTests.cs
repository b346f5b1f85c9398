using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>What was said at a door, and the command that it becomes.</summary>
public sealed class CommandReaderTests
{
    private static readonly Run Run = Story.UntilWork(Some.Plan(Some.Stage("canary", ["ol-dev"], Some.Script()))).Run;

    [Theory]
    [InlineData(Door.Slack, "Say which host: `/upgrade exclude [RUN] HOST REASON…`. Run 7 has ol-dev.")]
    [InlineData(
        Door.CommandLine,
        "Say which host: `olupgrade exclude [RUN] --host HOST --reason REASON`. Run 7 has ol-dev."
    )]
    public void What_is_missing_is_named_in_the_words_of_the_door(Door door, string sentence) =>
        Assert.Equal(
            (null, sentence),
            CommandReader.Read(Run, CommandTable.Exclude, new(Some.Approver, door) { Reason = "it burns" })
        );

    [Fact]
    public void A_step_cannot_have_happened_and_not_happened()
    {
        var both = new CommandArguments(Some.Approver, Door.Slack)
        {
            Flags = [CommandTable.ItHappened, CommandTable.ItDidNotHappen],
        };
        Assert.Equal(
            (null, "Say one of `it-happened` and `it-did-not-happen`, not both."),
            CommandReader.Read(Run, CommandTable.Resume, both)
        );
    }

    [Fact]
    public void The_door_and_the_state_that_was_seen_come_along()
    {
        var (command, problem) = CommandReader.Read(
            Run,
            CommandTable.Hold,
            new(Some.Approver, Door.Slack) { Seen = 3, Reason = "lunch" }
        );
        Assert.Null(problem);
        Assert.Equal(new PersonsCommand.Halt(Some.Approver, "lunch") { Seen = 3, Door = Door.Slack }, command);
    }
}
