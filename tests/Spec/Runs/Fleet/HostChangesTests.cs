using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>What differs between the first and the last capture of a host.</summary>
public sealed class HostChangesTests
{
    private static readonly PlannedStep Before = new(
        "before",
        new Work.Capture(["packages"]),
        TimeSpan.FromMinutes(1),
        RetryRule.Never
    );

    [Fact]
    public void Packages_are_listed_with_both_versions_and_the_rest_by_fact() =>
        Assert.Equal(
            [
                "containers: /web running latest 0 sha256:a to running latest 0 sha256:b",
                "curl 8.0 is new",
                "old 1 is gone",
                "openssl 3.0.15 to 3.0.16",
                "revision abc to def",
            ],
            Between(
                Facts
                    .Empty.Add("packages", "old 1\nopenssl 3.0.15\nsame 1")
                    .Add("containers", "/web running latest 0 sha256:a")
                    .Add("revision", "abc"),
                Facts
                    .Empty.Add("packages", "openssl 3.0.16\nsame 1\ncurl 8.0")
                    .Add("containers", "/web running latest 0 sha256:b")
                    .Add("revision", "def")
            )
        );

    [Fact]
    public void A_fact_captured_only_once_is_no_change() =>
        Assert.Empty(Between(Facts.Empty.Add("packages", "a 1"), Facts.Empty.Add("kernel", "6.1")));

    [Fact]
    public void One_capture_alone_shows_no_change()
    {
        var story = Story
            .UntilWork(Some.Plan(Some.Stage("canary", ["ol-dev"], Before)))
            .Done(new("canary", "ol-dev", "before"), ("packages", "a 1"));
        Assert.Empty(HostChanges.Of(story.Run, story.Run.Plan!.Stage("canary"), "ol-dev"));
    }

    private static IEnumerable<string> Between(Facts before, Facts after)
    {
        var stage = Some.Stage("canary", ["ol-dev"], Before, Before with { Name = "after" });
        var story = Story
            .UntilWork(Some.Plan(stage))
            .Given(new RunEvent.StepSucceeded(new("canary", "ol-dev", "before"), 1, before))
            .Given(new RunEvent.StepSucceeded(new("canary", "ol-dev", "after"), 1, after));
        return HostChanges.Of(story.Run, stage, "ol-dev");
    }
}
