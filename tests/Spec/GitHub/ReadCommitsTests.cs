using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

/// <summary>The commits to go back to: what the hosts run, if they report it and the repository has it.</summary>
public sealed class ReadCommitsTests
{
    private const string Running = "7da8c75ae5111111111111111111111111111111";
    private const string Other = "abcdef1234567890abcdef1234567890abcdef12";
    private const string ThrowAway = "3333333333333333333333333333333333333333";

    private static readonly string OnHosts = RunningCommits.FactOf(GitHubScene.Repository);

    private readonly GitHubScene _github = new();

    [Fact]
    public async Task What_more_than_half_of_the_hosts_run_is_taken_and_the_ref_is_not_asked_for()
    {
        Knows("7da8c75ae5", Running).Knows("abcdef1", Other);

        var evidence = await ReadAsync(
            ("ol-dev", "abcdef1", ""),
            ("ol-web1", "7da8c75ae5", ""),
            ("ol-home", "7da8c75ae5", "")
        );

        Assert.Equal(Running, evidence[GitHubScene.Repository]);
        Assert.Equal($"ol-dev {Other}\nol-web1 {Running}\nol-home {Running}", evidence[OnHosts]);
        Assert.Empty(_github.Calls("GET", Commit("production")));
        Assert.Single(_github.Calls("GET", Commit("7da8c75ae5")));
    }

    [Fact]
    public async Task Where_the_hosts_do_not_agree_the_ref_is_taken_and_the_disagreement_is_noted()
    {
        Knows("7da8c75ae5", Running).Knows("abcdef1", Other).Knows("production", SampleRun.Sha);

        var evidence = await ReadAsync(("ol-dev", "abcdef1", ""), ("ol-web1", "7da8c75ae5", ""));

        Assert.Equal(SampleRun.Sha, evidence[GitHubScene.Repository]);
        Assert.Equal($"ol-dev {Other}\nol-web1 {Running}", evidence[OnHosts]);
    }

    [Theory]
    [InlineData(404, "Not Found")]
    [InlineData(422, "No commit found for SHA: 7da8c75ae5")]
    public async Task A_commit_that_the_repository_does_not_know_tells_nothing(int status, string message)
    {
        _github.Answers("GET", Commit("7da8c75ae5"), $$"""{"message":"{{message}}"}""", status);
        Knows("production", SampleRun.Sha);

        var evidence = await ReadAsync(("ol-web1", "7da8c75ae5", ""));

        Assert.Equal(Facts.Empty.Add(GitHubScene.Repository, SampleRun.Sha), evidence);
    }

    [Fact]
    public async Task A_checkout_tells_where_the_page_does_not_and_a_throw_away_commit_is_passed_over()
    {
        _github.Answers("GET", Commit(ThrowAway), """{"message":"No commit found"}""", 422);
        Knows(Running, Running);

        var evidence = await ReadAsync(
            ("ol-web1", "not told", $"/opt/openlibrary {ThrowAway}\n/opt/olsystem {Running}")
        );

        Assert.Equal(Running, evidence[GitHubScene.Repository]);
    }

    [Fact]
    public async Task A_branch_that_is_called_like_a_commit_is_none()
    {
        Knows("7da8c75ae5", Other).Knows("production", SampleRun.Sha);

        Assert.Equal(SampleRun.Sha, (await ReadAsync(("ol-web1", "7da8c75ae5", "")))[GitHubScene.Repository]);
    }

    [Fact]
    public async Task While_GitHub_does_not_answer_nothing_is_guessed()
    {
        _github.LosesAnswer("GET", Commit("7da8c75ae5"));
        Knows("production", SampleRun.Sha);

        var failed = Assert.IsType<Outcome.Failed>(await PerformAsync(("ol-web1", "7da8c75ae5", "")));

        Assert.True(failed.Failure.Retryable);
        Assert.Empty(_github.Calls("GET", Commit("production")));
    }

    private async Task<Facts> ReadAsync(params (string Host, string Revision, string Commits)[] told) =>
        Assert.IsType<Outcome.Succeeded>(await PerformAsync(told)).Evidence;

    private Task<Outcome> PerformAsync(params (string Host, string Revision, string Commits)[] told)
    {
        var run = told.Aggregate(SampleRun.New, (run, host) =>
            run.Done(BuiltInSteps.Survey(host.Host), 0, ("revision", host.Revision), ("commits", host.Commits))
        );
        return new ReadCommits(new(_github.Connection)).PerformAsync(
            SampleRun.Step(run, BuiltInSteps.Commits),
            TestContext.Current.CancellationToken
        );
    }

    private ReadCommitsTests Knows(string reference, string sha)
    {
        _github.Answers("GET", Commit(reference), $$"""{"sha":"{{sha}}"}""");
        return this;
    }

    private static string Commit(string reference) => $"/repos/{GitHubScene.Repository}/commits/{reference}";
}
