using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.GitHub;

/// <summary>
/// The rollback branch with the real service: where it starts, where this is reported, and what an undo gets of it.
/// </summary>
public sealed class BranchStartTests
{
    private static readonly string Running = KnownFiles.AtFirst[KnownFiles.Commit];

    [Fact]
    public async Task It_starts_at_what_the_hosts_run_and_scripts_of_a_way_back_get_it()
    {
        await using var scene = await StartAsync();
        Assert.Null(scene.Servers.GitHub.Commit(Running, "as deployed"));
        await DoneAsync(scene);

        var branch = Assert.Single(Branches(scene));
        Assert.Equal(Running, branch.Value);
        Assert.NotEqual(Running, scene.Servers.GitHub.Refs("internetarchive", "openlibrary")["refs/tags/production"]);
        Assert.Equal(2, scene.Eyes.Count($"internetarchive/openlibrary at {Running[..12]}, which runs on ol-a, ol-b."));
        Assert.Contains(
            $"at {Running}, which runs on ol-a, ol-b\n",
            (string?)scene.Issues[0]!["body"],
            StringComparison.Ordinal
        );

        scene.Type("/upgrade rollback 1 ol-b it is slow");
        await scene.Eyes.Said("start the rollback of ol-b?");
        var asked = scene.Eyes.Messages.Single(message =>
            SlackEyes.Text(message).Contains("start the rollback", StringComparison.Ordinal)
        );
        scene.React(ServiceScene.Drini, (string)asked["ts"]!);
        await scene.Ended(RunStatus.RolledBack);
        Assert.Equal($"{branch.Key["refs/heads/".Length..]} {Running}", scene.Fleet["ol-b"].Files["/back"].Trim());
    }

    [Fact]
    public async Task It_starts_at_the_runbooks_ref_where_GitHub_knows_nothing_of_what_runs()
    {
        await using var scene = await StartAsync();
        await DoneAsync(scene);

        Assert.Equal(
            scene.Servers.GitHub.Refs("internetarchive", "openlibrary")["refs/tags/production"],
            Assert.Single(Branches(scene)).Value
        );
        Assert.Equal(2, scene.Eyes.Count("where production was: no host told a commit of it."));
    }

    private static async Task<ServiceScene> StartAsync()
    {
        var scene = await ServiceScene.StartAsync();
        const string undo = "undo: echo \"$rollback_branch $rollback_commit_openlibrary\" > /back";
        scene.EditRunbook(text =>
            text.Replace("timeout: 1m", $"timeout: 1m\n    {undo}", StringComparison.Ordinal)
            + "rollback-branch: {repositories: [internetarchive/openlibrary], from: production}\n"
        );
        return scene;
    }

    private static async Task DoneAsync(ServiceScene scene)
    {
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
    }

    private static IEnumerable<KeyValuePair<string, string>> Branches(ServiceScene scene) =>
        scene
            .Servers.GitHub.Refs("internetarchive", "openlibrary")
            .Where(one => one.Key.StartsWith("refs/heads/rollback-", StringComparison.Ordinal));
}
