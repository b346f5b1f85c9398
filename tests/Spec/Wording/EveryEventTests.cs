using System.Diagnostics;
using OlUpgrade.Calendar;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Wording;

/// <summary>The compiler cannot see that the events are a closed set; these tests stand in for it.</summary>
public sealed class EveryEventTests
{
    private static readonly StepPlace Upgrade = new("web", "ol-web1", "upgrade packages");
    private static readonly StepPlace Reboot = new("web", "ol-web1", "reboot");
    private static readonly Person Mek = new("mek", [Role.Operator, Role.Approver]);
    private static readonly Failure Broken = new(FailureKind.ExitCode, "apt-get ended with exit code 100.");

    private static readonly Run Working = SampleRun.Halfway with
    {
        Plan = SampleRun.Plan with { Window = new Window("UTC", ["Mon-Fri 22:00-04:00"]) },
    };

    private static readonly Run Failed = Working.After(new RunEvent.StepFailed(Upgrade, 1, Broken, Facts.Empty));
    private static readonly Run Back = SampleRun.GoingBack();

    /// <summary>One event of each kind, with a run in which it can happen.</summary>
    private static readonly (Run Before, RunEvent Event)[] Samples =
    [
        (Run.Initial(new(7)), new RunEvent.RunRequested("key", Mek, "slack", SampleRun.Plan)),
        (Working, new RunEvent.RunTakenOver("here", 5)),
        (Working, new RunEvent.PlanMade(Digest.Of("plan"))),
        (Working, new RunEvent.StepStarted(new("home", "ol-home", ReservedNames.TakeStep), 1, 4, Facts.Empty)),
        (Working, new RunEvent.StepSucceeded(BuiltInSteps.Branch, 1, Facts.Empty.Add("branch", "rollback-1"))),
        (Working, new RunEvent.StepFailed(Upgrade, 1, Broken, Facts.Empty)),
        (Failed, new RunEvent.RetryScheduled(Upgrade, 2, SampleRun.RequestedAt)),
        (Working, new RunEvent.StepDoubted(Upgrade, 1, "No answer came.", SampleRun.RequestedAt)),
        (Working, new RunEvent.StepNotHappened(Upgrade, 1, "It never started.")),
        (Working, new RunEvent.StepUnknown(Upgrade, 1, "The ledger is gone.")),
        (Failed, new RunEvent.StepResumed(Upgrade, 1, Mek, "fixed")),
        (Working, new RunEvent.DoubtSettled(Upgrade, 1, Happened: true, Mek, "I looked")),
        (Failed, new RunEvent.PreflightOverridden(Upgrade, 1, Mek, "the patch is merged")),
        (Failed, new RunEvent.HostAdopted(Upgrade, Mek, "restored from a copy")),
        (Failed, new RunEvent.StepSkipped(Upgrade, 1, Mek, "the mirror is gone")),
        (Working, new RunEvent.StepRefused(Upgrade, 1, Mek, "not tonight")),
        (Failed, new RunEvent.HostExcluded("ol-web1", Mek, "its disk is dying")),
        (Failed, new RunEvent.HostReturned("ol-web1", Mek, "its disk is new", IsByHand: true, Facts.Empty)),
        (Working, new RunEvent.NoteAdded("key", Mek, "the fans are loud", "slack")),
        (Working, new RunEvent.RunHalted(Mek, "an outage elsewhere")),
        (Working, new RunEvent.RunResumed(Mek, null)),
        (Failed, new RunEvent.RollbackAsked("all", ["ol-web1", "ol-dev"], Mek, "slow", IsEmergency: true)),
        (Back, new RunEvent.RollbackPlanned(RollbackPlanner.Stages(Back))),
        (Back, new RunEvent.RollbackRefused(Back.Rollback!.Stages[0], Mek, "only slow")),
        (Back, new RunEvent.HostRolledBack("ol-web1")),
        (Back, new RunEvent.HostMixed("ol-dev", ["openssl 3.0.1 to 3.0.2"])),
        (Working, new RunEvent.ApprovalGiven("home", SampleRun.New.PlanDigest!.Value, Mek, "slack")),
        (Working, new RunEvent.ApprovalWithdrawn("home", Mek, "slack")),
        (Working, new RunEvent.ApprovalVoided("home", "mek", "mek is no approver any more.")),
        (Working, new RunEvent.ApprovalReminded("home", 2)),
        (Failed, new RunEvent.DecisionReminded(Upgrade, 2)),
        (Working, new RunEvent.ApprovalExpired("home")),
        (Working, new RunEvent.ApprovalReopened("home", Mek)),
        (Working, new RunEvent.SignalIgnored("home", "mek", new Refusal("requester", "You started this run."))),
        (Working, new RunEvent.WindowAwaited("home", "ol-home", SampleRun.RequestedAt, "The window is closed.")),
        (Working, new RunEvent.WindowWaived("home", "ol-home", Mek, "the host is down anyway")),
        (Working, new RunEvent.ClockJumped(TimeSpan.FromMinutes(5), SampleRun.RequestedAt)),
        (Working, new RunEvent.RunRefused("home", Mek, "wrong evening")),
        (Working, new RunEvent.RunAborted(Mek, "racks move")),
        (Working, new RunEvent.RunSucceeded()),
        (Working, new RunEvent.RunFailed(["ol-web1"])),
        (Back, new RunEvent.RunRolledBack(["ol-web1"], ["ol-dev"])),
        (Working, new RunEvent.BranchOffered()),
        (Working, new RunEvent.BranchDeletionRequested(Mek, "tidy")),
    ];

    public static TheoryData<string> Events => [.. typeof(RunEvent).GetNestedTypes().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void It_is_reported_in_words_or_not_at_all(string name)
    {
        var (before, happened) = Assert.Single(Samples, one => one.Event.GetType().Name == name);
        var after = before.After(happened);
        Door[] readers = [Door.Slack, Door.Issue, Door.CommandLine];
        if (NoteTargets.Of(happened, after).IsEmpty)
        {
            Assert.Throws<UnreachableException>(() => NoteText.Of(happened, before, after, readers[0]));
            return;
        }

        var texts = readers.Select(words => NoteText.Of(happened, before, after, words)).ToList();
        Assert.All(texts, text => Assert.Matches(@"\A\S[^\n]*\S", text));
        Assert.DoesNotContain("olupgrade ", texts[0], StringComparison.Ordinal);
        Assert.DoesNotContain("--", texts[0], StringComparison.Ordinal);
        Assert.All(texts[1..], text => Assert.DoesNotContain("/upgrade", text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_the_engine_cares_about_is_not_reported() =>
        Assert.Equal(
            ["RunRequested", "RunTakenOver", "PlanMade", "StepNotHappened"],
            Samples
                .Where(one => NoteTargets.Of(one.Event, one.Before.After(one.Event)).IsEmpty)
                .Select(one => one.Event.GetType().Name)
        );

    [Fact]
    public void A_step_that_is_not_reported_has_no_words()
    {
        var started = new RunEvent.StepStarted(Reboot, 1, 4, Facts.Empty);
        var done = new RunEvent.StepSucceeded(Upgrade, 1, Facts.Empty);

        Assert.Equal([NoteTarget.Header], NoteTargets.Of(started, Working));
        Assert.Empty(NoteTargets.Of(done, Working));
        Assert.Throws<UnreachableException>(() => NoteText.Of(done, Working, Working, Door.Slack));
    }

    [Fact]
    public void After_an_abort_it_says_whether_commands_still_run()
    {
        string Aborted(Run run, bool stops = false)
        {
            var abort = new RunEvent.RunAborted(Mek, null, stops);
            return NoteText.Of(abort, run, run.After(abort), Door.Slack);
        }

        Assert.Equal("mek aborted the run. No command of this run is still running.", Aborted(Failed));
        Assert.Equal(
            "mek aborted the run. Still running, and left to finish: ol-web1: upgrade packages. "
                + "`/upgrade abort 7 stop` stops commands.",
            Aborted(Working)
        );
        Assert.Equal(
            "mek aborted the run. Stopping what can be stopped: ol-web1: upgrade packages.",
            Aborted(Working, stops: true)
        );
    }

    [Fact]
    public void Unhealthy_hosts_are_counted()
    {
        var failed = new RunEvent.RunFailed(["ol-web1", "ol-home"]);

        Assert.StartsWith(
            "2 of 3 hosts are unhealthy: ol-web1, ol-home.",
            NoteText.Of(failed, Working, Working.After(failed), Door.Slack),
            StringComparison.Ordinal
        );
    }
}
