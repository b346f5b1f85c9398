using OlUpgrade.GitHub;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// What really leaves for GitHub, held to GitHub's own description of its REST API and to our page about it.
/// </summary>
public sealed class GitHubOpenApiTests(Hearing hearing) : IClassFixture<Hearing>
{
    [Fact]
    public async Task Each_request_of_a_run_and_of_each_call_is_one_that_GitHubs_description_allows()
    {
        var sent = (await hearing.Recording).All;
        var verdicts = await hearing.JudgeAsync(sent);
        Assert.All(sent.Zip(verdicts), one => Assert.Empty(one.Second.Problems));
    }

    [Fact]
    public async Task Each_call_spoilt_in_each_way_is_refused_for_just_that()
    {
        var recording = await hearing.Recording;
        Assert.All(recording.OfCalls, one => Assert.NotEmpty(one.Call.Spoils));
        var cases = recording.OfCalls.SelectMany(one => Spoilt(one.Call, one.Sent[0])).ToList();
        var verdicts = await hearing.JudgeAsync([.. cases.Select(one => one.Request)]);
        Assert.All(cases.Zip(verdicts), one =>
            Assert.Contains(one.First.Complaint, Assert.Single(one.Second.Problems), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Each_call_sends_the_one_operation_that_it_is_listed_with_and_a_run_sends_no_other()
    {
        var recording = await hearing.Recording;
        var sent = recording
            .OfCalls.SelectMany(one => one.Sent.Select(request => (one.Call, Request: request)))
            .ToList();
        var verdicts = await hearing.JudgeAsync([.. sent.Select(one => one.Request)]);
        Assert.All(sent.Zip(verdicts), one => Assert.Equal(one.First.Call.Operation, one.Second.Operation));
        var ofRun = await hearing.JudgeAsync(recording.OfRun);
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
        Assert.Superset(calls, (await hearing.Recording).OfCalls.Select(one => one.Call.Name).ToHashSet());
    }

    [Fact]
    public async Task The_page_lists_each_operation_with_the_fields_that_are_sent_and_no_other()
    {
        var sent = (await hearing.Recording).All;
        var verdicts = await hearing.JudgeAsync(sent);
        var fields = sent.Zip(verdicts)
            .GroupBy(one => $"{one.Second.Operation}", one => one.First.Fields)
            .Select(one => $"{one.Key}: {InOrder(one.SelectMany(names => names))}");
        var rows = CallsPage.Rows();
        var named = await hearing.JudgeAsync([.. rows.Select(row => row.Call)]);
        var listed = named.Zip(rows, (verdict, row) => $"{verdict.Operation}: {InOrder(row.Fields)}");
        Assert.Equal(listed.Order(StringComparer.Ordinal), fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_request_says_who_sends_it_and_all_but_the_clocks_bear_the_token_and_the_version()
    {
        var sent = (await hearing.Recording).All;
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
