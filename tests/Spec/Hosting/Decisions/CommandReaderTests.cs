using OlUpgrade.Hosting.Api;
using OlUpgrade.Hosting.Decisions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Decisions;

/// <summary>A decision that came in, and the command that it becomes.</summary>
public sealed class CommandReaderTests
{
    private static readonly StepPlace Place = new("canary", "ol-dev", "upgrade packages");

    private static readonly Run Paused = Story
        .UntilWork()
        .Done(new("canary", "ol-dev", ReservedNames.TakeStep))
        .Began(Place)
        .Given(
            new RunEvent.StepFailed(
                Place,
                1,
                new Failure(FailureKind.ExitCode, "It ended with exit code 100."),
                Facts.Empty
            )
        )
        .Run;

    [Theory]
    [InlineData("retry")]
    [InlineData("skip")]
    [InlineData("resume")]
    [InlineData("settle")]
    public void A_choice_is_of_the_step_that_is_stuck_on_the_host(string kind)
    {
        var command = CommandOf(
            new(kind)
            {
                Host = "ol-dev",
                Reason = "so",
                Happened = true,
            }
        );
        var place = command switch
        {
            RunCommand.Retry e => e.Place,
            RunCommand.Skip e => e.Place,
            RunCommand.Resume e => e.Place,
            RunCommand.Settle e => e.Place,
            _ => null,
        };
        Assert.Equal(Place, place);
    }

    [Fact]
    public void The_state_that_was_seen_comes_along_and_none_can_have_seen_a_later_one()
    {
        Assert.Equal(
            new RunCommand.Exclude("ol-dev", Some.Approver, "it burns") { Seen = 3, Through = "cli" },
            CommandOf(
                new("exclude")
                {
                    Host = "ol-dev",
                    Reason = "it burns",
                    Seen = 3,
                }
            )
        );
        var later = Paused.Version + 1;
        var (command, problem) = CommandReader.CommandOf(Paused, Some.Approver, new("hold") { Seen = later });
        Assert.Null(command);
        Assert.Equal($"Run 7 is at state {Paused.Version}; nobody can have seen its state {later}.", problem);
    }

    [Fact]
    public void Hold_rollback_and_abort_are_of_the_run()
    {
        Assert.Equal(
            new RunCommand.Halt(Some.Approver, "lunch") { Through = "cli" },
            CommandOf(new("hold") { Reason = "lunch" })
        );
        Assert.Equal(
            new RunCommand.RollBack("canary", Some.Approver, "down", IsEmergency: true) { Through = "cli" },
            CommandOf(
                new("rollback")
                {
                    Target = "canary",
                    Reason = "down",
                    Emergency = true,
                }
            )
        );
        Assert.Equal(
            new RunCommand.Abort(Some.Approver, null, Stops: true) { Through = "cli" },
            CommandOf(new("abort") { Stops = true })
        );
        Assert.Equal(
            new RunCommand.DeleteBranch(Some.Approver, "tidy") { Through = "cli" },
            CommandOf(new("delete-branch") { Reason = "tidy" })
        );
    }

    [Theory]
    [InlineData(
        "hlod",
        "There is no decision \"hlod\". "
            + "There are: approve, refuse, resume, settle, retry, skip, exclude, hold, "
            + "rollback, override, adopt, abort, delete-branch, note."
    )]
    [InlineData("rollback", "Say what is to be rolled back: `all`, a host, or a stage.")]
    [InlineData("exclude", "Say which host is to be left out.")]
    [InlineData("settle", "Say whether the step happened.")]
    public void What_lacks_something_is_refused_with_what_it_lacks(string kind, string sentence) =>
        Assert.Equal((null, sentence), CommandReader.CommandOf(Paused, Some.Approver, new(kind)));

    [Fact]
    public void A_step_on_a_host_where_nothing_waits_is_not_skipped_elsewhere() =>
        Assert.Equal(
            (null, "No step on ol-web1 waits for a decision in run 7."),
            CommandReader.CommandOf(Paused, Some.Approver, new("skip") { Host = "ol-web1", Reason = "so" })
        );

    private static RunCommand CommandOf(DecisionRequest request)
    {
        var (command, problem) = CommandReader.CommandOf(Paused, Some.Approver, request);
        Assert.Null(problem);
        return command!;
    }
}
