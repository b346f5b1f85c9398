using OlUpgrade.GitHub;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// Compares the requests that are really sent to GitHub with GitHub's own description of its REST API and with our page
/// about it.
/// </summary>
public sealed class GitHubOpenApiTests(OpenApiJudge judge) : IClassFixture<OpenApiJudge>
{
    [Fact]
    public async Task GitHubs_description_allows_each_request_of_a_run_and_of_each_call()
    {
        var sent = (await judge.Recording).All;
        var verdicts = await judge.JudgeAsync(sent);
        Assert.All(sent.Zip(verdicts), one => Assert.Empty(one.Second.Problems));
    }

    [Fact]
    public async Task Each_call_with_each_mistake_is_refused_for_exactly_that()
    {
        var recording = await judge.Recording;
        Assert.All(recording.OfCalls, one => Assert.NotEmpty(one.Call.Spoils));
        var cases = recording.OfCalls.SelectMany(one => Spoilt(one.Call, one.Sent[0])).ToList();
        var verdicts = await judge.JudgeAsync([.. cases.Select(one => one.Request)]);
        Assert.All(cases.Zip(verdicts), one =>
            Assert.Contains(one.First.Complaint, Assert.Single(one.Second.Problems), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Each_call_sends_only_its_listed_operation_and_a_run_sends_no_other()
    {
        var recording = await judge.Recording;
        var sent = recording
            .OfCalls.SelectMany(one => one.Sent.Select(request => (one.Call, Request: request)))
            .ToList();
        var verdicts = await judge.JudgeAsync([.. sent.Select(one => one.Request)]);
        Assert.All(sent.Zip(verdicts), one => Assert.Equal(one.First.Call.Operation, one.Second.Operation));
        var ofRun = await judge.JudgeAsync(recording.OfRun);
        var known = recording.OfCalls.Select(one => one.Call.Operation).ToHashSet();
        Assert.Subset(known, ofRun.Select(verdict => $"{verdict.Operation}").ToHashSet());
    }

    [Fact]
    public async Task Each_public_call_of_the_client_is_made()
    {
        var calls = typeof(GitHubConnection)
            .Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(GitHubConnection).Namespace)
            .SelectMany(type => type.GetMethods().Where(method => Answer(method.ReturnType)))
            .Select(method => method.Name)
            .ToHashSet();
        Assert.NotEmpty(calls);
        Assert.Superset(calls, (await judge.Recording).OfCalls.Select(one => one.Call.Name).ToHashSet());
    }

    [Fact]
    public async Task The_page_lists_each_operation_with_exactly_the_fields_that_are_sent()
    {
        var sent = (await judge.Recording).All;
        var verdicts = await judge.JudgeAsync(sent);
        var fields = sent.Zip(verdicts)
            .GroupBy(one => $"{one.Second.Operation}", one => one.First.Fields)
            .Select(one => $"{one.Key}: {InOrder(one.SelectMany(names => names))}");
        var rows = CallsPage.Rows();
        var named = await judge.JudgeAsync([.. rows.Select(row => row.Call)]);
        var listed = named.Zip(rows, (verdict, row) => $"{verdict.Operation}: {InOrder(row.Fields)}");
        Assert.Equal(listed.Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_request_names_its_sender_and_all_but_the_clocks_carry_the_token_and_the_version()
    {
        var sent = (await judge.Recording).All;
        Assert.All(sent, request =>
            Assert.StartsWith("olupgrade", request.Headers["user-agent"], StringComparison.Ordinal)
        );
        var (clocks, others) = (sent.Where(IsClock), sent.Where(request => !IsClock(request)));
        Assert.DoesNotContain("authorization", Assert.Single(clocks).Headers.Keys);
        Assert.All(others, request =>
        {
            Assert.StartsWith("Bearer ", request.Headers["authorization"], StringComparison.Ordinal);
            Assert.Equal("2022-11-28", request.Headers["x-github-api-version"]);
            Assert.Equal("application/vnd.github+json", request.Headers["accept"]);
        });
    }

    private static bool IsClock(SentRequest request) => request.Method == "HEAD";

    private static IEnumerable<(SentRequest Request, string Complaint)> Spoilt(ClientCall call, SentRequest sent) =>
        call.Spoils.Concat(Spoil.Always(sent)).Select(spoil => (spoil.Change(sent), spoil.Complaint));

    private static bool Answer(Type type) =>
        type.IsGenericType
        && type.GetGenericTypeDefinition() == typeof(Task<>)
        && type.GenericTypeArguments[0] is { IsGenericType: true } inner
        && inner.GetGenericTypeDefinition() == typeof(GitHubReply<>);

    private static string InOrder(IEnumerable<string> names) =>
        string.Join(' ', names.Distinct().Order(StringComparer.Ordinal));
}
