using OlUpgrade.GitHub;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Hosting;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.GitHubOpenApi;

/// <summary>
/// The requests to GitHub of a run of the real service that failed, and of each call of the real client.
/// </summary>
internal sealed record Recording(
    IReadOnlyList<SentRequest> OfRun,
    IReadOnlyList<(ClientCall Call, IReadOnlyList<SentRequest> Sent)> OfCalls
)
{
    private const string Owner = "internetarchive";
    private const string Name = "openlibrary";
    private const string BranchRule = $"rollback-branch: {{repositories: [{Owner}/{Name}], from: production}}";

    public IReadOnlyList<SentRequest> All => [.. OfRun, .. OfCalls.SelectMany(one => one.Sent)];

    public static async Task<Recording> MakeAsync()
    {
        var sent = new SentRequests();
        await using var scene = await ServiceScene.StartAsync(beforeGitHub: sent.AddTo);
        await FailRun(scene);
        // The service's own requests must not mix with the calls.
        await scene.StopServiceAsync();
        var ofRun = sent.Take();
        var calls = new List<(ClientCall, IReadOnlyList<SentRequest>)>();
        using var handler = new SocketsHttpHandler();
        foreach (var call in Calls(scene, handler).All)
        {
            Assert.Null(await call.Send());
            calls.Add((call, sent.Take()));
        }

        return new(ofRun, calls);
    }

    /// <summary>Plays a run through issue, plan, branch and a failed step to the draft of a post-mortem.</summary>
    private static async Task FailRun(ServiceScene scene)
    {
        scene.EditRunbook(text => text.Replace("\napproval:", $"\n{BranchRule}\napproval:", StringComparison.Ordinal));
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        scene.Type("/upgrade abort 1 racks move");
        await scene.Ended(RunStatus.Aborted);
        await scene.NotesSentAsync();
        Assert.Contains(scene.Issues, issue =>
            ((string)issue!["title"]!).StartsWith("Post-mortem: ", StringComparison.Ordinal)
        );
    }

    private static EveryCall Calls(ServiceScene scene, SocketsHttpHandler handler)
    {
        var address = scene.Servers.GitHubApi;
        var github = new GitHubConnection(handler, new GitHubOptions(GitHubSite.Token, address), TimeProvider.System);
        var issue = new OlUpgrade.GitHub.GitHubIssue($"{Owner}/{Name}", (int)scene.Issues[0]!["number"]!, "");
        return new EveryCall(github, address, issue, scene.Servers.GitHub.Refs(Owner, Name)["refs/heads/master"]);
    }
}
