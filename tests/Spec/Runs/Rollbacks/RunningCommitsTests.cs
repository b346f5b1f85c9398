using OlUpgrade.Plans;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Runs.Rollbacks;

/// <summary>Which commit really runs, according to the hosts.</summary>
public sealed class RunningCommitsTests
{
    private const string Repository = "internetarchive/openlibrary";
    private const string Old = "1111111111111111111111111111111111111111";
    private const string New = "2222222222222222222222222222222222222222";

    [Fact]
    public void A_host_reports_its_page_first_then_its_checkouts_and_only_valid_commits()
    {
        var run = SampleRun
            .New.Done(
                BuiltInSteps.Survey("ol-dev"),
                0,
                ("revision", "7da8c75"),
                ("commits", $"/opt/olsystem {Old}\n/opt/openlibrary {New}")
            )
            .Done(BuiltInSteps.Survey("ol-web1"), 0, ("revision", "not told"), ("commits", "/opt/olsystem HEAD"))
            .Done(BuiltInSteps.Survey("ol-home"), 0, ("kernel", "6.1.0"));
        var reported = Assert.Single(RunningCommits.Reported(run));
        Assert.Equal("ol-dev", reported.Host);
        Assert.Equal(["7da8c75", Old, New], reported.Commits);
    }

    [Theory]
    [InlineData("a:1 b:1 c:2", "1")]
    [InlineData("a:1", "1")]
    [InlineData("a:1 b:2", null)]
    [InlineData("a:1 b:1 c:2 d:2", null)]
    [InlineData("a:1 b:1 c:2 d:3", null)]
    [InlineData("", null)]
    public void Only_a_commit_that_more_than_half_run_counts(string running, string? commit) =>
        Assert.Equal(
            commit,
            RunningCommits.OfMost([
                .. running
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(one => one.Split(':'))
                    .Select(pair => (pair[0], pair[1])),
            ])
        );

    [Fact]
    public void People_are_told_why_it_is_this_commit_and_which_hosts_run_another()
    {
        Assert.Equal(
            "where production was: no host told a commit of it",
            RunningCommits.Why(Facts.Empty, Repository, "production")
        );
        Assert.Equal(
            "which runs on ol-web1, ol-home; another runs on ol-dev: 222222222222",
            Why(("ol-dev", New), ("ol-web1", Old), ("ol-home", Old))
        );
        Assert.Equal("which runs on ol-dev", Why(("ol-dev", New)));
        Assert.Equal(
            "where production was: the hosts do not agree (ol-dev: 222222222222, ol-home: 111111111111)",
            Why(("ol-dev", New), ("ol-home", Old))
        );
    }

    [Fact]
    public void The_plan_digest_covers_the_commits_and_not_which_hosts_run_them()
    {
        var run = SampleRun.New.Done(
            BuiltInSteps.Commits,
            1,
            (Repository, Old),
            (RunningCommits.FactOf(Repository), $"ol-dev {Old}")
        );
        Assert.Equal(Facts.Empty.Add(Repository, Old), run.CommitsToGoBackTo);
    }

    [Fact]
    public void Rollback_scripts_get_the_branch_and_its_commits()
    {
        Assert.Equal(
            Facts
                .Empty.Add("rollback_branch", "rollback-2026-10-05-1")
                .Add("rollback_commit_openlibrary", SampleRun.Sha),
            RollbackBranch.ValuesOf(SampleRun.Halfway)
        );
        Assert.Empty(RollbackBranch.ValuesOf(SampleRun.New));
    }

    private static string Why(params (string Host, string Commit)[] running) =>
        RunningCommits.Why(
            Facts.Empty.Add(RunningCommits.FactOf(Repository), RunningCommits.Noted(running)),
            Repository,
            "production"
        );
}
