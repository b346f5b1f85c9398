using OlUpgrade.Hosting.Api;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>A decision that came in, and the command that it becomes.</summary>
public sealed class DecisionReaderTests
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
            PersonsCommand.Retry e => e.Place,
            PersonsCommand.Skip e => e.Place,
            PersonsCommand.Resume e => e.Place,
            PersonsCommand.Settle e => e.Place,
            _ => null,
        };
        Assert.Equal(Place, place);
    }

    [Fact]
    public void The_state_that_was_seen_comes_along_and_none_can_have_seen_a_later_one()
    {
        Assert.Equal(
            new PersonsCommand.Exclude("ol-dev", Some.Approver, "it burns") { Seen = 3, Door = Door.CommandLine },
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
        var (command, problem) = DecisionReader.Read(Paused, Some.Approver, new("hold") { Seen = later });
        Assert.Null(command);
        Assert.Equal($"Run 7 is at state {Paused.Version}; nobody can have seen its state {later}.", problem);
    }

    [Fact]
    public void Hold_rollback_and_abort_are_of_the_run()
    {
        Assert.Equal(
            new PersonsCommand.Halt(Some.Approver, "lunch") { Door = Door.CommandLine },
            CommandOf(new("hold") { Reason = "lunch" })
        );
        Assert.Equal(
            new PersonsCommand.RollBack("canary", Some.Approver, "down", IsEmergency: true) { Door = Door.CommandLine },
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
            new PersonsCommand.Abort(Some.Approver, null, Stops: true) { Door = Door.CommandLine },
            CommandOf(new("abort") { Stops = true })
        );
        Assert.Equal(
            new PersonsCommand.DeleteBranch(Some.Approver, "tidy") { Door = Door.CommandLine },
            CommandOf(new("delete-branch") { Reason = "tidy" })
        );
    }

    [Theory]
    [InlineData(
        "hlod",
        "There is no decision \"hlod\". "
            + "There are: approve, withdraw, refuse, resume, retry, skip, exclude, return, hold, rollback, "
            + "abort, delete-branch, note, override, adopt, settle."
    )]
    [InlineData(
        "rollback",
        "Say what to roll back, `all`, a host or a stage: "
            + "`olupgrade rollback [RUN] TARGET [--emergency] [--reason REASON]`."
    )]
    [InlineData("exclude", "Say which host: `olupgrade exclude [RUN] --host HOST --reason REASON`. Run 7 has ol-dev.")]
    [InlineData("settle", "Say whether the step happened.")]
    [InlineData("return", "`return` is of a host and not of a run: send it to /api/fleet/decisions.")]
    public void What_lacks_something_is_refused_with_what_it_lacks(string kind, string sentence) =>
        Assert.Equal((null, sentence), DecisionReader.Read(Paused, Some.Approver, new(kind)));

    [Fact]
    public void A_step_on_a_host_where_nothing_waits_is_not_skipped_elsewhere() =>
        Assert.Equal(
            (null, "No step on ol-web1 waits for a decision in run 7."),
            DecisionReader.Read(Paused, Some.Approver, new("skip") { Host = "ol-web1", Reason = "so" })
        );

    private static RunCommand CommandOf(DecisionRequest request)
    {
        var (command, problem) = DecisionReader.Read(Paused, Some.Approver, request);
        Assert.Null(problem);
        return command!;
    }
}
