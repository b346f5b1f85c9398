using System.Collections.Immutable;
using OlUpgrade.Plans;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Support;
using OlUpgrade.Upgrades;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>People are warned that the service goes down when the host that it runs on reboots.</summary>
public sealed class OwnHostTests
{
    private static readonly HostIdentity Identity = new(
        "0123456789abcdef0123456789abcdef",
        "b",
        "6.1",
        "6.1",
        "Debian"
    );
    private static readonly StepPlace Reboot = new("canary", "ol-dev", "reboot");

    private static Plan Plan =>
        Some.Plan(
            Some.Stage(
                "canary",
                ["ol-dev", "ol-web1"],
                new PlannedStep(
                    "reboot",
                    new Work.Reboot(TimeSpan.FromSeconds(1)),
                    TimeSpan.FromMinutes(5),
                    RetryRule.Never
                )
            )
        );

    [Fact]
    public void Only_the_machine_ID_identifies_the_services_own_host()
    {
        Assert.Equal("yes", new OwnMachine(Identity.MachineId).FactsOf(Identity)[OwnHost.Fact]);
        Assert.Equal(Identity.ToFacts(), new OwnMachine("ffffffffffffffffffffffffffffffff").FactsOf(Identity));
        Assert.Equal(Identity.ToFacts(), OwnMachine.Unknown.FactsOf(Identity));
    }

    [Fact]
    public void The_plan_marks_the_host_without_changing_the_digest()
    {
        var (here, elsewhere) = (Surveyed(isOwn: true), Surveyed(isOwn: false));
        var said = PlanMessage.Of(here);
        Assert.Contains("1. ol-dev, stage canary, *the service lives here*\n", said, StringComparison.Ordinal);
        Assert.Contains("2. ol-web1, stage canary\n", said, StringComparison.Ordinal);
        Assert.Contains("When ol-dev reboots, the service goes away for some minutes", said, StringComparison.Ordinal);
        Assert.DoesNotContain("the service", PlanMessage.Of(elsewhere), StringComparison.Ordinal);
        Assert.Equal(elsewhere.PlanDigest, here.PlanDigest);
    }

    [Fact]
    public void Only_the_reboot_of_the_services_own_host_is_announced()
    {
        var said = Notes.Of(Surveyed(isOwn: true), [Entry(Surveyed(isOwn: true))]).Select(told => told.Sentence);
        Assert.Equal(
            [
                "ol-dev: reboot started. OlUpgrade runs on this host: the "
                    + "service goes away for some minutes and comes back by itself.",
            ],
            said
        );
        Assert.Empty(Notes.Of(Surveyed(isOwn: false), [Entry(Surveyed(isOwn: false))]));
    }

    [Fact]
    public void The_plan_on_a_terminal_marks_the_host()
    {
        var text = PlanText.Of(Plan, own: ImmutableHashSet.Create("ol-web1"));
        var line = text.IndexOf("the service lives here: when it reboots", StringComparison.Ordinal);
        Assert.True(line > text.IndexOf("- ol-web1,", StringComparison.Ordinal));
        Assert.DoesNotContain("lives here", PlanText.Of(Plan), StringComparison.Ordinal);
    }

    private static Entry Entry(Run run) =>
        new(run.Id, run.Version + 1, Some.Time, new RunEvent.StepStarted(Reboot, 1, run.FencingToken, Facts.Empty));

    private static Run Surveyed(bool isOwn)
    {
        var story = new Story(Plan).Opened();
        (string, string)[] own = isOwn ? [(OwnHost.Fact, OwnHost.Yes)] : [];
        story.Done(BuiltInSteps.Survey("ol-dev"), [("machine-id", "1"), .. own]);
        story.Done(BuiltInSteps.Survey("ol-web1"), ("machine-id", "2"));
        return story.When(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty)).Run;
    }
}
