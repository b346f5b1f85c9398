using System.Collections.Immutable;
using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>The part of the issue that is kept up to date never exceeds its maximum length.</summary>
public sealed class IssueProgressTests
{
    [Fact]
    public void The_log_stands_folded_at_the_end_in_order()
    {
        var text = IssueProgress.Of(SampleRun.Halfway, Timeline(3));

        Assert.EndsWith(
            """
            <details><summary>Log</summary>

            - 2026-10-05 09:00:00 UTC: line 0 of @&#8203;root
            - 2026-10-05 09:01:00 UTC: line 1 of @&#8203;root
            - 2026-10-05 09:02:00 UTC: line 2 of @&#8203;root

            </details>
            """,
            text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_a_long_log_the_newest_lines_stay()
    {
        var text = IssueProgress.Of(SampleRun.Halfway, Timeline(5_000), room: 20_000);

        Assert.InRange(text.Length, 15_000, 20_000);
        Assert.Contains("line 4999 of", text, StringComparison.Ordinal);
        Assert.DoesNotContain("line 0 of", text, StringComparison.Ordinal);
        Assert.Matches("<summary>Log, without the oldest [0-9]+ lines</summary>", text);
    }

    [Theory]
    [InlineData(60_000)]
    [InlineData(2_000)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Hundreds_of_hosts_fit_or_are_counted(int room)
    {
        ImmutableArray<string> names = [.. Enumerable.Range(1, 500).Select(number => $"ol-web{number:000}")];
        var run = SampleRun.New with { Plan = Some.Plan(Some.Stage("web", names, Some.Script())) };

        var text = IssueProgress.Of(run, Timeline(1_000), room);

        Assert.InRange(text.Length, 0, Math.Max(room, 0));
        if (room == 60_000)
            Assert.Contains("- and 250 more: `olupgrade status 7` lists them", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_the_repository_lacks_are_told()
    {
        var run = SampleRun.New.Done(
            BuiltInSteps.Issue,
            1,
            ("number", "41"),
            (BuiltInSteps.MissingLabels, "Theme: Provisioning")
        );

        Assert.Contains(
            "- Labels that the repository does not have: Theme: Provisioning\n",
            IssueProgress.Of(run, []),
            StringComparison.Ordinal
        );
    }

    private static ImmutableArray<(DateTimeOffset At, string Sentence)> Timeline(int lines) =>
        [
            .. Enumerable
                .Range(0, lines)
                .Select(number => (SampleRun.RequestedAt.AddMinutes(number), $"line {number} of @root\nand more")),
        ];
}
