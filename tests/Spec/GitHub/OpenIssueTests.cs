using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

public sealed class OpenIssueTests
{
    private const string Marker = "db1/7/announce/-/open issue";

    private static readonly string Labels = $"/repos/{GitHubScene.Repository}/labels";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly GitHubScene _github = new();

    public OpenIssueTests() =>
        _github.Answers("GET", Labels, """[{"id":1,"name":"Affects: Operations"}]""").Answers("GET", Labels, "[]");

    [Fact]
    public async Task The_issue_is_opened_with_the_labels_that_exist_and_everything_completes_inline()
    {
        _github.Answers("POST", GitHubScene.Issues, GitHubScene.Issue(41, Marker), 201);

        var performing = Activity().PerformAsync(Step(), Now);

        Assert.True(performing.IsCompletedSuccessfully);
        Assert.Equal(
            [
                "missing-labels=Theme: Provisioning",
                "number=41",
                "repository=internetarchive/openlibrary",
                "url=https://github.test/41",
            ],
            Evidence(await performing)
        );
        var body = Assert.Single(_github.Calls("POST", GitHubScene.Issues)).Body;
        Assert.Contains("\"title\":\"Security patches and a reboot, host by host (", body, StringComparison.Ordinal);
        Assert.Contains("\"labels\":[\"Affects: Operations\"]", body, StringComparison.Ordinal);
        Assert.Contains($"<!-- olupgrade:{Marker} -->", body, StringComparison.Ordinal);
        Assert.Empty(_github.Calls("GET", GitHubScene.Issues));
    }

    [Fact]
    public async Task A_lost_answer_is_looked_up_and_not_opened_twice()
    {
        _github
            .LosesAnswer("POST", GitHubScene.Issues)
            .Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(41, Marker)}]");

        Assert.Contains("number=41", Evidence(await Activity().PerformAsync(Step(), Now)));

        Assert.Single(_github.Calls("POST", GitHubScene.Issues));
    }

    [Fact]
    public async Task A_lost_answer_of_an_issue_that_is_not_there_is_a_failure_to_be_tried_again()
    {
        _github.LosesAnswer("POST", GitHubScene.Issues).Answers("GET", GitHubScene.Issues, "[]");

        var failed = Assert.IsType<Outcome.Failed>(await Activity().PerformAsync(Step(), Now));

        Assert.Equal((FailureKind.Unreachable, true), (failed.Failure.Kind, failed.Failure.Retryable));
        Assert.Single(_github.Calls("POST", GitHubScene.Issues));
    }

    [Fact]
    public async Task A_lost_answer_that_cannot_be_looked_up_is_unknown()
    {
        _github.LosesAnswer("POST", GitHubScene.Issues).LosesAnswer("GET", GitHubScene.Issues);

        Assert.IsType<Outcome.Unknown>(await Activity().PerformAsync(Step(), Now));
    }

    [Fact]
    public async Task A_later_attempt_finds_what_an_earlier_one_opened()
    {
        _github.Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(41, Marker)}]");

        Assert.Contains("number=41", Evidence(await Activity().PerformAsync(Step(attempt: 2), Now)));

        Assert.Empty(_github.Calls("POST", GitHubScene.Issues));
    }

    [Fact]
    public async Task A_refusal_fails_the_step_for_good()
    {
        _github.Answers("POST", GitHubScene.Issues, """{"message":"Not Found"}""", 404);

        var failed = Assert.IsType<Outcome.Failed>(await Activity().PerformAsync(Step(), Now));

        Assert.Equal((FailureKind.Refused, false), (failed.Failure.Kind, failed.Failure.Retryable));
    }

    [Fact]
    public async Task A_probe_finds_the_issue()
    {
        _github.Answers("GET", GitHubScene.Issues, $"[{GitHubScene.Issue(41, Marker)}]");

        var answer = Assert.IsType<ProbeAnswer.Happened>(await Activity().ProbeAsync(Step(), Now));

        Assert.Contains("number=41", Evidence(answer.Outcome));
    }

    [Fact]
    public async Task A_probe_says_that_there_is_no_such_issue()
    {
        _github.Answers("GET", GitHubScene.Issues, "[]");

        Assert.IsType<ProbeAnswer.DidNotHappen>(await Activity().ProbeAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_that_gets_no_answer_is_asked_again_later()
    {
        _github.LosesAnswer("GET", GitHubScene.Issues);

        Assert.IsType<ProbeAnswer.CannotAsk>(await Activity().ProbeAsync(Step(), Now));
    }

    [Fact]
    public async Task A_probe_that_is_refused_leaves_the_question_to_a_person()
    {
        _github.Answers("GET", GitHubScene.Issues, """{"message":"Not Found"}""", 404);

        Assert.IsType<ProbeAnswer.CannotTell>(await Activity().ProbeAsync(Step(), Now));
    }

    private OpenIssue Activity() => new(new GitHubIssues(_github.Connection));

    private static StepContext Step(int attempt = 1) => SampleRun.Step(SampleRun.New, BuiltInSteps.Issue, attempt);

    private static IEnumerable<string> Evidence(Outcome outcome) =>
        Assert.IsType<Outcome.Succeeded>(outcome).Evidence.Select(fact => $"{fact.Key}={fact.Value}");
}
