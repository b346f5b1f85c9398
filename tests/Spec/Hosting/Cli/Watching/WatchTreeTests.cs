using System.Collections.Immutable;
using OlUpgrade.Hosting.Cli.Watching;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OlUpgrade.Spec.Hosting.Cli.Watching;

/// <summary>The tree of a watched run as people read it, with 80 columns and without colours.</summary>
public sealed class WatchTreeTests
{
    private const int Width = 80;

    private static readonly StepPlace Reboot = new("web", "ol-web1", "reboot");
    private static readonly Run Rebooting = SampleRun
        .Halfway.Done(new("web", "ol-web1", "upgrade packages"), 26)
        .Done(new("web", "ol-web1", "pull images"), 27);

    [Fact]
    public void Before_anything_was_done() => AssertReads("watch-before", SampleRun.New, minute: 0);

    [Fact]
    public void While_a_host_is_in_work() => AssertReads("watch-working", SampleRun.Halfway, minute: 27);

    [Fact]
    public void When_a_step_failed_for_good() =>
        AssertReads(
            "watch-failed",
            Rebooting.In(
                Reboot,
                StepPhase.Failed,
                29,
                "ol-web1 went down and was not back within 10 min. Look at its console."
            ),
            minute: 41
        );

    [Fact]
    public void When_nobody_can_tell_whether_a_step_happened() =>
        AssertReads(
            "watch-unknown",
            Rebooting.In(Reboot, StepPhase.Unknown, 29, "The ledger on ol-web1 is another one than before."),
            minute: 41
        );

    [Fact]
    public void When_a_step_is_tried_again() => AssertReads("watch-again", Again(), minute: 30);

    [Fact]
    public void While_it_is_not_known_what_became_of_a_step()
    {
        var run = Rebooting.In(Reboot, StepPhase.Started, 29);
        var doubted = run.Step(Reboot) with { Doubt = "The connection to ol-web1 broke." };
        AssertReads("watch-doubted", run with { Steps = run.Steps.SetItem(Reboot, doubted) }, minute: 31);
    }

    [Fact]
    public void While_people_are_asked() => AssertReads("watch-asking", Asking(), minute: 45);

    [Fact]
    public void When_it_was_aborted() =>
        AssertReads(
            "watch-aborted",
            Rebooting with
            {
                Ending = RunStatus.Aborted,
                EndedBecause = "aborted by Mek (racks move)",
                EndedAt = At(50),
            },
            minute: 500
        );

    [Fact]
    public void While_hosts_are_brought_back() => AssertReads("watch-back", Back(), minute: 45);

    [Fact]
    public void When_hosts_were_brought_back() =>
        AssertReads(
            "watch-back-done",
            Returned(Back(), "ol-dev", 45)
                .After(new RunEvent.HostMixed("ol-dev", ["openssl 3.0.1 to 3.0.2"]))
                .After(new RunEvent.RunRolledBack(["ol-web1"], ["ol-dev"])),
            minute: 500
        );

    [Fact]
    public void While_somebody_must_agree_to_the_way_back() =>
        AssertReads("watch-back-asking", SampleRun.GoingBack(needsApproval: true), minute: 45);

    [Fact]
    public void While_it_turns_nothing_is_ahead()
    {
        var run = SampleRun.Halfway.After(
            new RunEvent.RollbackAsked("all", ["ol-dev"], SampleRun.New.Requester!, null, IsEmergency: false)
        );
        Assert.Contains("RollingBack, 0 of 1 hosts rolled back", Text(run, At(45)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_left_out_is_seen_to_be_left_out()
    {
        var skipped = Rebooting
            .In(Reboot, StepPhase.Failed, 29, "ol-web1 did not go down.")
            .After(new RunEvent.StepSkipped(Reboot, 1, Some.Approver, "tomorrow"))
            .After(new RunEvent.HostExcluded("ol-home", Some.Approver, "it burns"));
        var text = Text(skipped, At(45));
        Assert.Contains("∅ reboot            skipped: ol-web1 did not go down.", text, StringComparison.Ordinal);
        Assert.Contains("∅ ol-home  excluded", text, StringComparison.Ordinal);
    }

    [Fact]
    public void When_all_is_done()
    {
        var run = Run.Fold(new RunId(1), RecordedJournal.Named("0.1.0-seed-258"));
        AssertReads("watch-done", Text(run, run.EndedAt!.Value.AddDays(1)));
    }

    [Fact]
    public void A_host_between_two_steps_is_in_work() =>
        Assert.Contains("● ol-web1  started 5 min ago", Text(Rebooting, At(30)), StringComparison.Ordinal);

    [Fact]
    public void A_clock_that_is_behind_shows_no_negative_time() =>
        Assert.Contains(
            "● upgrade packages  0 s of at most 2 min",
            Text(SampleRun.Halfway, At(-1)),
            StringComparison.Ordinal
        );

    [Fact]
    public void Where_there_is_no_Unicode_the_signs_are_plain()
    {
        var text = Text(SampleRun.Halfway, At(27), isUnicode: false);
        Assert.All(text, letter => Assert.InRange(letter, '\n', '~'));
        Assert.Contains("> web", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_operators_wrote_is_shown_and_not_obeyed()
    {
        var run = SampleRun.New with { Plan = SampleRun.Plan with { Title = "[red]loud[/]" } };
        Assert.Contains("Run 7: [red]loud[/]", Text(run, At(0)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, nameof(Detail.All))]
    [InlineData(18, nameof(Detail.CurrentStage))]
    [InlineData(12, nameof(Detail.Work))]
    public void As_much_is_shown_as_fits(int height, string detail)
    {
        var fitting = Drawn(options => TreeDisplay.Fitting(SampleRun.Halfway, At(27), "below", options, Width, height));
        Assert.True(fitting.Split('\n').Length <= height, fitting);
        var tree = WatchTree.Of(SampleRun.Halfway, At(27), Enum.Parse<Detail>(detail), isUnicode: true);
        Assert.Equal($"{Drawn(_ => tree)}\nbelow", fitting);
    }

    [Fact]
    public void Many_hosts_are_counted_where_they_do_not_fit()
    {
        ImmutableArray<string> hosts = [.. Enumerable.Range(1, 120).Select(number => $"ol-web{number}")];
        var (canary, web) = (Some.Stage("canary", ["ol-dev"], Some.Script()), Some.Stage("web", hosts, Some.Script()));
        var story = Story.UntilWork(Some.Plan(canary, web));
        Done("canary", "ol-dev");
        foreach (var host in hosts[..40])
            Done("web", host);
        story.Done(new("web", hosts[40], ReservedNames.TakeStep)).Began(new("web", hosts[40], "upgrade packages"));
        var text = Drawn(options =>
            TreeDisplay.Fitting(story.Run, Some.Time.AddMinutes(1), "below", options, Width, 23)
        );
        AssertReads("watch-many", text);

        void Done(string stage, string host) =>
            story.Done(new(stage, host, ReservedNames.TakeStep)).Done(new(stage, host, "upgrade packages"));
    }

    /// <summary>ol-web1 is rolled back; the undo on ol-dev is in progress.</summary>
    private static Run Back()
    {
        var run = Returned(SampleRun.GoingBack(), "ol-web1", 41);
        return run.After(new RunEvent.HostRolledBack("ol-web1"))
            .Done(new("rollback ol-dev", "ol-dev", ReservedNames.TakeStep), 43)
            .In(new("rollback ol-dev", "ol-dev", "undo: pull images"), StepPhase.Started, 44);
    }

    private static Run Returned(Run run, string host, int minute) =>
        run.Plan!.Stage($"rollback {host}")
            .Steps.Aggregate(run, (before, step) => before.Done(new($"rollback {host}", host, step.Name), minute));

    private static Run Asking()
    {
        var run = Rebooting
            .Done(Reboot, 29, ("kernel", "6.1.0-1"), ("boot-id", "eee"))
            .Done(new("web", "ol-web1", "check health"), 31);
        return run with { Gates = run.Gates.SetItem("home", GateProgress.Closed("home") with { AskedAt = At(33) }) };
    }

    private static Run Again()
    {
        var run = Rebooting.In(Reboot, StepPhase.Failed, 29, "ol-web1 did not go down.");
        var due = run.Step(Reboot) with { Phase = StepPhase.RetryDue, Attempt = 2, RetryAt = At(31) };
        return run with { Steps = run.Steps.SetItem(Reboot, due) };
    }

    private static DateTimeOffset At(int minute) => SampleRun.RequestedAt.AddMinutes(minute);

    private static void AssertReads(string name, Run run, int minute) => AssertReads(name, Text(run, At(minute)));

    private static void AssertReads(string name, string text)
    {
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, Width));
        Verified.Reads(name, text);
    }

    private static string Text(Run run, DateTimeOffset now, bool isUnicode = true) =>
        Drawn(options => WatchTree.Of(run, now, Detail.All, options.Unicode), isUnicode);

    private static string Drawn(Func<RenderOptions, IRenderable> picture, bool isUnicode = true)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }
        );
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (Width, isUnicode);
        console.Write(picture(RenderOptions.Create(console)));
        return string.Join('\n', $"{output}".Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n');
    }
}
