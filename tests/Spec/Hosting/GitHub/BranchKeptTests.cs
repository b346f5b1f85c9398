using System.Globalization;
using OlUpgrade.Hosting.Cli;
using OlUpgrade.Plans;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.RealHost;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.GitHub;

/// <summary>
/// The rollback branch after the run, with the real service: kept, offered, and deleted only when a person says so.
/// </summary>
public sealed class BranchKeptTests
{
    private const string Delete = "git/refs/heads/";

    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;

    private readonly RunningTime _time = new();

    [Fact]
    [Fault(5)]
    public async Task After_a_good_run_it_is_offered_once_whatever_is_restarted_and_a_button_deletes_it()
    {
        await using var scene = await StartAsync();
        await GoodAsync(scene);
        var due = (await scene.Run()).EndedAt!.Value.AddDays(2);
        _time.MoveTo(due.AddMinutes(-1));
        Assert.Equal(0, await scene.Offers.OfferAsync(Go));
        _time.MoveTo(due);
        Assert.Equal(1, await scene.Offers.OfferAsync(Go));
        await scene.Eyes.Said("You can delete it now: ");
        await scene.StopServiceAsync();
        _time.MoveTo(due.AddDays(3));
        await scene.StartServiceAsync();
        Assert.Equal(0, await scene.Offers.OfferAsync(Go));
        await scene.NotesSentAsync();
        Assert.Equal(1, Count(await scene.Events(), "branch-offered"));
        Assert.Equal(1, scene.Eyes.Count("was kept for 2d"));
        Assert.Single(Comments(scene), text =>
            text.Contains("It is never deleted automatically.", StringComparison.Ordinal)
        );
        var branch = Assert.Single(Branches(scene));

        var header = (await scene.Run()).Evidence(BuiltInSteps.Header)!["ts"];
        scene.Press(ServiceScene.Drini, header, "delete-branch");
        Assert.Equal(branch, Assert.Single(Branches(scene)));
        await scene.Send(ServiceScene.Drini, ("reason", "nobody needs it"));
        await scene.Happened("branch-let-go");
        await scene.NotesSentAsync();
        Assert.Empty(Branches(scene));
        Assert.Equal(1, scene.Eyes.Count("cdrini asked to delete rollback branch"));
        Assert.Single(Comments(scene), text => text.Contains("(nobody needs it)", StringComparison.Ordinal));
    }

    [Fact]
    [Fault(4)]
    public async Task It_is_deleted_from_the_command_line_though_GitHubs_answer_is_lost()
    {
        await using var scene = await StartAsync();
        await GoodAsync(scene);
        scene.Servers.GitHub.Outages.LoseNextAnswer($"DELETE /api/v3/repos/internetarchive/openlibrary/{Delete}");
        Assert.Equal(
            (
                ExitCode.BadInput,
                "No run is open. For one that has ended, give its number: "
                    + "`olupgrade delete-branch [RUN] [--reason REASON]`."
            ),
            await SayAsync(scene, "mek")
        );
        Assert.Equal((ExitCode.Failed, "viv is not an operator."), await SayAsync(scene, "viv", "1"));
        Assert.Single(Branches(scene));
        Assert.Equal(
            (ExitCode.Done, "Run 1: delete-branch is in the journal."),
            await SayAsync(scene, "mek", "1", "--reason", "tidy")
        );
        await scene.NotesSentAsync();
        Assert.Empty(Branches(scene));
        Assert.Equal(ExitCode.Done, (await SayAsync(scene, "mek", "1")).Code);
        Assert.Equal(1, Count(await scene.Events(), "branch-let-go"));
        Assert.Single(Comments(scene), text => text.Contains("(tidy)", StringComparison.Ordinal));
        Assert.DoesNotContain(Comments(scene), text => text.Contains("was not deleted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_did_not_end_well_is_never_offered_and_a_branch_that_moved_is_left()
    {
        await using var scene = await StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new HostFault(HostFaultKind.ExitCode, Number: 3));
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await Eventually.True("a paused run", async () => (await scene.Run()).Status == RunStatus.Paused);
        scene.Type("/upgrade delete-branch 1");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1 is open, and rollback-");
        scene.Type("/upgrade abort 1 enough");
        await scene.Ended(RunStatus.Aborted);
        _time.MoveTo(_time.GetUtcNow().AddDays(1_000));
        Assert.Equal(0, await scene.Offers.OfferAsync(Go));

        var branch = Assert.Single(Branches(scene));
        var master = scene.Servers.GitHub.Refs("internetarchive", "openlibrary")["refs/heads/master"];
        scene.Servers.GitHub.Push("internetarchive", "openlibrary", branch, master);
        scene.Type("/upgrade delete-branch");
        await scene.Eyes.Whispered(ServiceScene.Mek, "No run is open. For one that has ended, give its number");
        scene.Type("/upgrade delete-branch 1 tidy");
        await scene.Eyes.Whispered(ServiceScene.Mek, "Run 1: mek deleted the rollback branch. It is in the journal.");
        await scene.NotesSentAsync();
        Assert.Equal(branch, Assert.Single(Branches(scene)));
        Assert.Single(Comments(scene), text =>
            text.Contains($"was not deleted: it is at {master}", StringComparison.Ordinal)
        );
        Assert.Equal(0, Count(await scene.Events(), "branch-offered"));
    }

    private static async Task<(int Code, string Output)> SayAsync(
        ServiceScene scene,
        string person,
        params string[] words
    )
    {
        var environment = new Dictionary<string, string>
        {
            ["OLUPGRADE_TOKEN"] = scene.TokenOf(person),
            ["OLUPGRADE_SERVER"] = $"{scene.Address}",
        };
        using var program = ProgramRun.Start(AppContext.BaseDirectory, environment, ["delete-branch", .. words]);
        var (code, output) = await program.End();
        return (code, output.Trim());
    }

    private async Task<ServiceScene> StartAsync()
    {
        var scene = await ServiceScene.StartAsync(time: _time);
        scene.EditRunbook(text =>
            text + "rollback-branch: {repositories: [internetarchive/openlibrary], from: production, keep: 2d}\n"
        );
        return scene;
    }

    private static async Task GoodAsync(ServiceScene scene)
    {
        scene.Type("/upgrade start small");
        scene.React(ServiceScene.Drini, await scene.Eyes.Question());
        await scene.Ended(RunStatus.Succeeded);
        await scene.NotesSentAsync();
        Assert.Single(Branches(scene));
    }

    private static int Count(IEnumerable<string> events, string name) =>
        events.Count(one => one.StartsWith($"{name} ", StringComparison.Ordinal));

    private static IEnumerable<string> Branches(ServiceScene scene) =>
        scene
            .Servers.GitHub.Refs("internetarchive", "openlibrary")
            .Keys.Where(name => name.StartsWith("refs/heads/rollback-", StringComparison.Ordinal));

    private static IEnumerable<string> Comments(ServiceScene scene)
    {
        var tracking = scene.Issues.First(issue => ((string)issue!["state"]!) == "closed")!;
        var number = int.Parse($"{tracking["number"]}", CultureInfo.InvariantCulture);
        var comments = scene.Servers.GitHub.Comments("internetarchive", "openlibrary", number);
        return comments.Select(comment => (string)comment!["body"]!);
    }
}
