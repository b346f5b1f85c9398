using System.Collections.Immutable;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Spec.GitHub;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>What the doctor finds on GitHub, against the emulator or, where that cannot play it, raw JSON.</summary>
public sealed class DoctorGitHubTests
{
    private const string Subject = "GitHub internetarchive/openlibrary";

    [Fact]
    public async Task The_token_the_rights_the_labels_and_the_start_of_rollback_branches_are_told()
    {
        await using var scene = await DoctorScene.StartAsync();
        (await scene.Look())
            .IsOk("GitHub", "the token belongs to openlibrary-bot")
            .IsOk(Subject, "the token's account may write")
            .IsOk(Subject, "it has the labels: Affects: Operations.")
            .IsOk(Subject, "rollback branches start at production");
    }

    [Fact]
    public async Task A_token_that_GitHub_does_not_know_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.GitHub.TokenFile = scene.Write("other", "ghp_somebody_elses");
        var seen = await scene.Look();
        seen.OnlyWrongIs("GitHub", "401", "Check the token in the settings.");
        seen.IsNote("GitHub", "repositories could not be checked");
    }

    [Fact]
    public async Task An_account_that_may_not_write_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.GitHub.TokenFile = scene.Write("visitor", GitHubSite.VisitorToken);
        (await scene.Look()).OnlyWrongIs(
            Subject,
            "no rollback branch can be created",
            "read and write access to Contents and Issues"
        );
    }

    [Fact]
    public async Task A_repository_that_is_not_there_is_wrong_and_the_other_is_looked_at()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(
            DoctorScene.Runbook.Replace(
                "repository: internetarchive/openlibrary",
                "repository: internetarchive/closedlibrary",
                StringComparison.Ordinal
            )
        );
        var seen = await scene.Look();
        seen.OnlyWrongIs("GitHub internetarchive/closedlibrary", "404", "which repositories the token may see");
        seen.IsOk(Subject, "rollback branches start at production");
    }

    [Fact]
    public async Task A_label_that_is_not_there_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(
            DoctorScene.Runbook.Replace(
                "\"Affects: Operations\"",
                "\"affects: operations\", \"Afects: Nothing\"",
                StringComparison.Ordinal
            )
        );
        (await scene.Look()).OnlyWrongIs(Subject, "it has no label \"Afects: Nothing\"", "Create it");
    }

    [Fact]
    public async Task A_ref_that_is_not_there_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(
            DoctorScene.Runbook.Replace("from: production", "from: prodution", StringComparison.Ordinal)
        );
        (await scene.Look()).OnlyWrongIs(Subject, "prodution cannot be read:", "Push prodution, or name another ref");
    }

    [Theory]
    [InlineData("true", "true", "false", "", true)]
    [InlineData("true", "true", "true", "it is archived", true)]
    [InlineData("true", "false", "false", "issues are disabled", true)]
    [InlineData("false", "true", "false", "no rollback branch can be created", true)]
    [InlineData("false", "true", "false", "would have no labels", false)]
    public async Task What_a_repository_says_of_itself_is_judged(
        string push,
        string issues,
        string archived,
        string piece,
        bool branches
    )
    {
        var scene = new GitHubScene().Answers(
            "GET",
            $"/repos/{GitHubScene.Repository}",
            $$"""
            {"id":1,"name":"openlibrary","full_name":"internetarchive/openlibrary","has_issues":{{issues}},
             "archived":{{archived}},"permissions":{"admin":false,"push":{{push}},"pull":true} }
            """
        );
        var reply = await new GitHubRights(scene.Connection).InAsync(
            GitHubScene.Repository,
            TestContext.Current.CancellationToken
        );
        ImmutableArray<string> starts = branches ? ["production"] : [];
        var wrongs = GitHubFindings.ProblemsOf(new RepositoryUse(GitHubScene.Repository, [], starts), reply.Value!);
        if (piece.Length == 0)
            Assert.Empty(wrongs);
        else
            Assert.Contains(piece, Assert.Single(wrongs), StringComparison.Ordinal);
    }
}
