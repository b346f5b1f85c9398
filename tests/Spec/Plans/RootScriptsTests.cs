using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Plans;

/// <summary>
/// What people approve is what runs: every script that can run as root is named in Slack and whole on the issue.
/// </summary>
[Finding("A7")]
public sealed class RootScriptsTests
{
    private static readonly string[] Texts =
    [
        "the command",
        "the probe",
        "the undo",
        "the drain",
        "the drain's probe",
        "the return",
        "the bring-up",
    ];

    private static Plan Plan =>
        Some.Plan(
            Some.Stage(
                "canary",
                ["ol-dev"],
                Some.Script() with
                {
                    Work = new Work.Run("the command", "the probe", "the undo"),
                },
                Some.Script("drain") with
                {
                    Work = new Work.Drain("the drain", "the drain's probe"),
                },
                Some.Script("return") with
                {
                    Work = new Work.Return("the return", null),
                }
            )
        ) with
        {
            Hosts = [Some.Host("ol-dev") with { BringUp = "the bring-up" }],
        };

    [Fact]
    public void Every_script_that_can_run_as_root_is_in_the_list() =>
        Assert.Equal(Texts, RootScripts.Of(Plan).Select(script => script.Text));

    [Fact]
    public void Each_is_named_with_its_digest_in_Slack_and_whole_on_the_issue()
    {
        var run = Story.UntilApproval(Plan).Run;
        var (message, issue) = (PlanMessage.Of(run), IssueBody.Of(run, "m"));
        Assert.All(RootScripts.Of(Plan), script =>
        {
            Assert.Contains($"`{script.Digest.Abbreviated}`", message, StringComparison.Ordinal);
            Assert.Contains($"`{script.Digest.Abbreviated}`", issue, StringComparison.Ordinal);
            Assert.Contains(script.Text, issue, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_script_that_Slack_cuts_is_whole_on_the_issue()
    {
        var script = string.Concat(Enumerable.Range(1, 200).Select(line => $"echo line {line}\n"));
        var plan = Some.Plan(
            Some.Stage("canary", ["ol-dev"], Some.Script() with { Work = new Work.Run(script, null, null) })
        );
        var run = Story.UntilApproval(plan).Run;
        Assert.DoesNotContain("echo line 200", PlanMessage.Of(run), StringComparison.Ordinal);
        Assert.Contains("echo line 200", IssueBody.Of(run, "m"), StringComparison.Ordinal);
        Assert.Contains("<http://issue|tracking issue>", PlanMessage.Of(run), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_changed_since_a_plan_was_approved_last_stands_in_both()
    {
        var run = Story.UntilApproval(Plan with { Change = new(6, "- echo old\n+ echo new") }).Run;
        foreach (var text in (string[])[PlanMessage.Of(run), IssueBody.Of(run, "m")])
        {
            Assert.Contains("hanged since run 6, whose plan was approved", text, StringComparison.Ordinal);
            Assert.Contains("+ echo new", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_cannot_be_shown_is_not_asked_for()
    {
        var plan = Some.Plan(
            Some.Stage("canary", ["ol-dev"], Some.Script() with { Work = new Work.Run(new('x', 24_001), null, null) })
        );
        Assert.Null(RootScripts.WhyNotShown(Plan));
        Assert.StartsWith(
            "its scripts hold 24,001 characters",
            RootScripts.WhyNotShown(plan),
            StringComparison.Ordinal
        );
    }
}
