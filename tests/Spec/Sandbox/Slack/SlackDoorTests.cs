using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackDoorTests : SandboxTest
{
    [Fact]
    public async Task A_call_without_a_token_is_refused() =>
        await Refused(Read(SendSlack("auth.test", null, token: null)), "not_authed");

    [Fact]
    public async Task A_token_in_json_is_ignored() =>
        await Refused(
            Read(SendSlack("auth.test", Text($$"""{"token":"{{SlackWorkspace.BotToken}}"}"""), token: null)),
            "not_authed"
        );

    [Fact]
    public async Task A_token_in_a_form_is_accepted()
    {
        using var form = new FormUrlEncodedContent([new("token", SlackWorkspace.BotToken)]);

        Assert.True((bool)(await Read(SendSlack("auth.test", form, token: null)))["ok"]!);
    }

    [Fact]
    public async Task Unknown_and_revoked_tokens_are_refused()
    {
        await Refused(Slack("auth.test", token: "xoxb-forged"), "invalid_auth");
        Workspace.Revoke(SlackWorkspace.BotToken);
        await Refused(Slack("auth.test"), "token_revoked");
    }

    [Fact]
    public async Task Each_method_accepts_one_kind_of_token()
    {
        await Refused(Slack("apps.connections.open", token: SlackWorkspace.BotToken), "not_allowed_token_type");
        await Refused(Slack("auth.test", token: SlackWorkspace.AppToken), "not_allowed_token_type");
    }

    [Theory]
    [InlineData("chat.postMessage", "chat:write")]
    [InlineData("conversations.history", "channels:history")]
    [InlineData("conversations.list", "channels:read")]
    [InlineData("reactions.get", "reactions:read")]
    [InlineData("users.info", "users:read")]
    [InlineData("usergroups.users.list", "usergroups:read")]
    public async Task A_missing_scope_is_named(string method, string needed)
    {
        Workspace.Grant(SlackWorkspace.BotToken, "commands");

        var answer = await Slack(method);

        Assert.Equal("missing_scope", (string?)answer["error"]);
        Assert.Equal((needed, "commands"), ((string?)answer["needed"], (string?)answer["provided"]));
    }

    [Fact]
    public async Task An_app_token_needs_its_scope_too()
    {
        Workspace.Grant(SlackWorkspace.AppToken);

        await Refused(Slack("apps.connections.open", token: SlackWorkspace.AppToken), "missing_scope");
    }

    [Fact]
    public async Task Unknown_methods_and_other_addresses_are_refused()
    {
        await Refused(Slack("chat.delete"), "unknown_method");
        using var elsewhere = await Http.GetAsync(new Uri(Servers.SlackPage, "nothing"), Cancel);
        Assert.Equal(404, (int)elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_body_must_have_a_known_content_type()
    {
        using var bare = new ByteArrayContent("{}"u8.ToArray());
        using var xml = new StringContent("<a/>", System.Text.Encoding.UTF8, "text/xml");

        await Refused(Read(SendSlack("chat.postMessage", bare)), "missing_post_type");
        await Refused(Read(SendSlack("chat.postMessage", xml)), "invalid_post_type");
    }

    [Fact]
    public async Task Json_without_a_charset_is_accepted_with_a_warning()
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.ContentType = new("application/json");

        Assert.Equal("missing_charset", (string?)(await Read(SendSlack("auth.test", body)))["warning"]);
        Assert.Null((await Slack("auth.test"))["warning"]);
    }
}
