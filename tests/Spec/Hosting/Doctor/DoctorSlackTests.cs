using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>What the doctor finds in Slack, against the emulator.</summary>
public sealed class DoctorSlackTests
{
    private static readonly string[] Needed =
    [
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "reactions:read",
        "users:read",
    ];

    [Fact]
    public async Task Both_tokens_the_scopes_the_channel_and_the_people_are_told()
    {
        await using var scene = await DoctorScene.StartAsync();
        (await scene.Look())
            .IsOk("Slack", $"belongs to {SlackWorkspace.BotUserId} of Open Library")
            .IsOk("Slack", "all required scopes")
            .IsOk("Slack", "the app token opens a socket")
            .IsOk("Slack #openlibrary", "the bot is in it")
            .IsOk("Slack mek", "U0MEK is mek");
    }

    [Fact]
    public async Task A_revoked_bot_token_is_wrong_and_the_app_token_is_asked_all_the_same()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.Revoke(SlackWorkspace.BotToken);
        var seen = await scene.Look();
        seen.OnlyWrongIs("Slack", "auth.test: token_revoked", "reinstalling the app creates new ones");
        Assert.Contains(seen.Findings, finding => finding.Sentence == "the app token opens a socket.");
        seen.IsNote("Slack", "channels and people could not be checked");
    }

    [Fact]
    public async Task A_revoked_app_token_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.Revoke(SlackWorkspace.AppToken);
        (await scene.Look()).OnlyWrongIs("Slack", "apps.connections.open: token_revoked");
    }

    [Fact]
    public async Task An_app_token_without_its_scope_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.Grant(SlackWorkspace.AppToken);
        (await scene.Look()).OnlyWrongIs("Slack", "missing_scope", "Add the scope connections:write");
    }

    [Fact]
    public void The_manifest_has_the_scopes_that_are_used_and_no_other()
    {
        var manifest = Repository.Read("docs/slack-app-manifest.yaml");
        var bot = manifest[
            manifest.IndexOf("    bot:", StringComparison.Ordinal)..manifest.IndexOf(
                "settings:",
                StringComparison.Ordinal
            )
        ];
        var scopes = bot.Split('\n')
            .Where(line => line.StartsWith("      - ", StringComparison.Ordinal))
            .Select(line => line.Trim(' ', '-'));
        Assert.Equal([.. Needed.Append("usergroups:read").Order(StringComparer.Ordinal)], scopes);
        Assert.All(
            (string[])
                [
                    "app_mention",
                    "reaction_added",
                    "reaction_removed",
                    "socket_mode_enabled: true",
                    "is_enabled: true",
                    "/upgrade",
                ],
            word => Assert.Contains(word, manifest, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("app_mentions:read")]
    [InlineData("chat:write")]
    [InlineData("reactions:read")]
    [InlineData("commands")]
    [InlineData("channels:read")]
    [InlineData("channels:history")]
    [InlineData("users:read")]
    public async Task Each_scope_that_is_missing_is_named_once(string scope)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.Grant(SlackWorkspace.BotToken, [.. Needed.Except([scope])]);
        (await scene.Look()).OnlyWrongIs("Slack", $"lacks the scope {scope}, needed", "reinstall the app");
    }

    [Fact]
    public async Task The_scopes_that_are_needed_are_enough()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.Grant(SlackWorkspace.BotToken, Needed);
        Assert.Empty((await scene.Look()).Wrong);
    }

    [Fact]
    public async Task A_channel_that_is_not_there_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(DoctorScene.Runbook.Replace("#openlibrary", "#openlibary", StringComparison.Ordinal));
        (await scene.Look()).OnlyWrongIs("Slack #openlibary", "lists no channel #openlibary");
    }

    [Fact]
    public async Task A_channel_without_the_bot_is_wrong()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Servers.Slack.RemoveFromChannel(SlackWorkspace.BotUserId, SlackEyes.Channel);
        (await scene.Look()).OnlyWrongIs("Slack #openlibrary", "not_in_channel", "/invite");
    }

    [Fact]
    public async Task The_channel_of_a_stage_of_its_own_is_looked_at_too()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(
            DoctorScene.Runbook.Replace(
                "hosts: [ol-b]",
                "hosts: [ol-b], approval: {channel: \"#random\"}",
                StringComparison.Ordinal
            )
        );
        var seen = await scene.Look();
        seen.OnlyWrongIs("Slack #random", "not_in_channel");
        seen.IsOk("Slack #openlibrary", "the bot is in it");
    }

    [Fact]
    public async Task A_private_channel_needs_a_scope_of_its_own()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.WriteRunbook(DoctorScene.Runbook.Replace("#openlibrary", "C0STAFFONLY", StringComparison.Ordinal));
        (await scene.Look()).OnlyWrongIs("Slack C0STAFFONLY", "channel_not_found", "invite the app");
        scene.Servers.Slack.AddToChannel(SlackWorkspace.BotUserId, "C0STAFFONLY");
        (await scene.Look()).OnlyWrongIs("Slack C0STAFFONLY", "missing_scope", "Add the scope groups:history");
        scene.Servers.Slack.Grant(SlackWorkspace.BotToken, [.. Needed, "groups:history"]);
        (await scene.Look()).IsOk("Slack C0STAFFONLY", "the bot is in it");
    }

    [Theory]
    [InlineData("U0OTHERBOT", "is a bot")]
    [InlineData("U0GONE", "is deactivated")]
    [InlineData("U0GUEST", "is a guest")]
    [InlineData("U0OUTSIDER", "is of another workspace")]
    [InlineData("U0NOBODY", "Check the person's Slack ID in the settings.")]
    public async Task An_account_that_has_no_say_is_wrong(string account, string piece)
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.People.Add(DoctorScene.Person("eve", account));
        (await scene.Look()).OnlyWrongIs("Slack eve", account, piece);
    }
}
