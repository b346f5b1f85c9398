using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Spec.Support;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;
using static OlUpgrade.Spec.Runs.Rollbacks.RollbackStory;

namespace OlUpgrade.Spec.Runs.Fleet;

/// <summary>A new run finishes what an ended one left.</summary>
public sealed class ContinuationTests
{
    private static Inventory Hosts { get; } =
        new([Some.Host("ol-dev"), Some.Host("ol-web1"), Some.Host("ol-web2")], Digest.Of("hosts"));

    private static Runbook Changed(params ReadOnlySpan<string> parameters) => Parse(string.Join('\n', parameters));

    private static Runbook Parse(string parameters) =>
        RunbookParser
            .Parse(
                "changed.yaml",
                System.Text.Encoding.UTF8.GetBytes(
                    $$"""
                    runbook: security-patches
                    title: Security patches, corrected
                    {{(parameters.Length == 0 ? "" : $"parameters: {{{parameters}}}")}}
                    issue: {repository: internetarchive/openlibrary, labels: []}
                    approval: {channel: "#openlibrary"}
                    stages:
                      - {stage: canary, hosts: [ol-dev]}
                      - {stage: web, hosts: [ol-web1, ol-web2]}
                    steps:
                      - {step: say it, run: echo, timeout: 1m}
                    """
                ),
                Hosts
            )
            .Value!;

    private static Story Aborted() =>
        Unhealthy().When(new PersonsCommand.Abort(Some.Approver, "mended in the runbook"));

    [Fact]
    public void The_unfinished_hosts_continue_with_the_runbook_as_it_is_now()
    {
        var answer = Continuation.Plan(Aborted().Run, Changed(), Hosts, Facts.Empty, []);
        Assert.Equal(["ol-web1", "ol-web2"], answer.Plan!.Hosts.Select(host => host.Name));
        Assert.Equal((7, "Security patches, corrected"), (answer.Plan.Continues, answer.Plan.Title));
        Assert.NotNull(answer.Plan.Stage(ReservedNames.PrepareStage).Gate);
        Assert.Contains("continues run 7 with the hosts it left", PlanText.Of(answer.Plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_has_not_ended_keeps_its_hosts() =>
        Refuses(
            Unhealthy().Run,
            "Run 7 has not ended, so its hosts are still its own. Wait for it, or abort it first."
        );

    [Fact]
    public void An_excluded_host_stays_excluded_unless_it_is_named()
    {
        var story = Unhealthy().When(new PersonsCommand.Exclude("ol-web1", Some.Approver, "it burns"));
        story = Done(story, "web", "ol-web2").When(new RunCommand.Finish());
        Refuses(
            story.Run,
            "Run 7 left no host to continue with. Left out by a person: ol-web1. "
                + "Name the hosts if you mean them anyway."
        );
        Assert.Equal(
            ["ol-web1"],
            Continuation
                .Plan(story.Run, Changed(), Hosts, Facts.Empty, ["ol-web1"])
                .Plan!.Hosts.Select(host => host.Name)
        );
    }

    [Fact]
    public void Parameters_are_kept_if_the_runbook_still_has_them_and_given_values_win()
    {
        var run = Aborted().Run;
        run = run with
        {
            Plan = run.Plan! with
            {
                Parameters = Facts.Empty.Add("packages", "curl").Add("soak", "5m").Add("gone", "x"),
            },
        };
        var runbook = Changed(
            "packages: {description: p, default: \"\"}, soak: {description: s, type: duration, default: 1m}"
        );
        var plan = Continuation.Plan(run, runbook, Hosts, Facts.Empty.Add("soak", "9m"), []).Plan!;
        Assert.Equal(["packages=curl", "soak=9m"], plan.Parameters.Select(one => $"{one.Key}={one.Value}"));
    }

    private static void Refuses(Run earlier, string sentence) =>
        Assert.Equal([sentence], Continuation.Plan(earlier, Changed(), Hosts, Facts.Empty, []).Refusals);
}
