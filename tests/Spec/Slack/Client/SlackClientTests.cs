using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Client;

public sealed class SlackClientTests
{
    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly SlackScene _slack = new();

    [Fact]
    public async Task A_message_is_posted_as_JSON_with_its_marker_and_without_previews()
    {
        _slack.Answers("chat.postMessage", SlackScene.Posted);

        var reply = await _slack.Client.PostAsync(new("C1", "Plan & more", "99.1", "db1/7/a"), Now);

        Assert.Equal(new PostedMessage("C1", "100.000009"), reply.Value);
        var asked = Assert.Single(_slack.Posts);
        Assert.Equal("https://slack.test/api/chat.postMessage", asked.Uri.AbsoluteUri);
        Assert.Equal("application/json; charset=utf-8", asked.ContentType);
        Assert.Equal("Bearer xoxb-secret", asked.Headers["Authorization"]);
        Assert.Equal(
            Asked.Canonical(
                """
                {"channel":"C1","text":"Plan & more","unfurl_links":false,"unfurl_media":false,
                 "metadata":{"event_type":"olupgrade","event_payload":{"marker":"db1/7/a"}},"thread_ts":"99.1"}
                """
            ),
            asked.Json
        );
    }

    [Fact]
    public async Task An_update_names_channel_time_stamp_text_and_blocks_and_leaves_the_marker_alone()
    {
        _slack.Answers("chat.update", SlackScene.Posted);
        var layout = new SlackLayout("new", "`status`", [new("retry", "Retry", "7|40|ol-dev")], "Last");

        Assert.True((await _slack.Client.UpdateAsync(new("C1", "100.000009"), layout, Now)).IsGood);

        Assert.Equal(
            Asked.Canonical(
                """
                {"channel":"C1","ts":"100.000009","text":"new","blocks":[
                  {"type":"section","text":{"type":"mrkdwn","text":"new"}},
                  {"type":"actions","block_id":"choices","elements":[
                    {"type":"button","action_id":"retry","text":{"type":"plain_text","text":"Retry"},"value":"7|40|ol-dev"}]},
                  {"type":"context","elements":[{"type":"mrkdwn","text":"Last"}]}]}
                """
            ),
            Assert.Single(_slack.Calls("chat.update")).Json
        );
    }

    [Fact]
    public async Task Our_identity_is_asked_with_an_empty_form()
    {
        var reply = await _slack.Client.AuthTestAsync(Now);

        Assert.Equal(new SlackIdentity("UBOT", "BBOT", "T1", "OL"), reply.Value);
        var asked = Assert.Single(_slack.Calls("auth.test"));
        Assert.Equal("application/x-www-form-urlencoded", asked.ContentType);
        Assert.Equal("", asked.Body);
    }

    [Fact]
    public async Task Scopes_that_no_header_tells_are_not_known()
    {
        var reply = await _slack.Client.StatusAsync(Now);

        Assert.Equal(new SlackIdentity("UBOT", "BBOT", "T1", "OL"), reply.Value!.Identity);
        Assert.Null(reply.Value.Scopes);
    }

    [Fact]
    public async Task Whether_a_channel_may_be_read_is_asked_with_one_message_of_its_history()
    {
        _slack.Answers("conversations.history", SlackScene.NoHistory);

        Assert.True((await _slack.Client.CanReadAsync("C1", Now)).IsGood);

        Assert.Equal("channel=C1; limit=1", Assert.Single(_slack.Calls("conversations.history")).Form);
    }

    [Fact]
    public async Task Whether_a_socket_opens_is_asked_with_the_app_token_and_nothing_is_posted()
    {
        _slack.Answers("apps.connections.open", """{"ok":true,"url":"wss://slack.test/?ticket=1"}""");

        Assert.True((await _slack.Client.CanOpenSocketAsync(Now)).IsGood);

        var asked = Assert.Single(_slack.Outside.Asked);
        Assert.Equal("Bearer xapp-secret", asked.Headers["Authorization"]);
        Assert.Equal("", asked.Body);
    }

    [Fact]
    public async Task Reactions_come_with_everybody_who_put_them_there()
    {
        _slack.Answers(
            "reactions.get",
            """
            {"ok":true,"type":"message","message":{"text":"x","reactions":[
              {"name":"+1::skin-tone-3","users":["U1","U2"],"count":2},{"name":"eyes","users":["U3"],"count":1}]}}
            """
        );

        var reply = await _slack.Client.ReactionsAsync("C1", "100.1", Now);

        Assert.Equal(
            ["+1::skin-tone-3: U1 U2", "eyes: U3"],
            reply.Value.Select(one => $"{one.Name}: {string.Join(' ', one.UserIds)}")
        );
        Assert.Equal("channel=C1; full=true; timestamp=100.1", Assert.Single(_slack.Calls("reactions.get")).Form);
    }

    [Fact]
    public async Task A_message_without_reactions_has_none()
    {
        _slack.Answers("reactions.get", """{"ok":true,"type":"message","message":{"text":"x"}}""");

        Assert.Empty((await _slack.Client.ReactionsAsync("C1", "100.1", Now)).Value);
    }

    [Theory]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1"}""", false, false, false, false)]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1","is_bot":true}""", true, false, false, false)]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1","deleted":true}""", false, true, false, false)]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1","is_restricted":true}""", false, false, true, false)]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1","is_ultra_restricted":true}""", false, false, true, false)]
    [InlineData("""{"id":"U1","name":"mek","team_id":"T1","is_stranger":true}""", false, false, false, true)]
    public async Task An_account_says_whether_its_word_counts(
        string user,
        bool bot,
        bool deleted,
        bool guest,
        bool foreign
    )
    {
        _slack.Answers("users.info", $$"""{"ok":true,"user":{{user}}}""");

        var reply = await _slack.Client.UserAsync("U1", Now);

        Assert.Equal(new SlackUser("U1", "mek", bot, deleted, guest, "T1", foreign), reply.Value);
        Assert.Equal("user=U1", Assert.Single(_slack.Calls("users.info")).Form);
    }

    [Fact]
    public async Task A_channel_is_found_by_name_over_several_pages_and_remembered()
    {
        var scene = new SlackScene();
        scene
            .Answers(
                "conversations.list",
                """
                {"ok":true,"channels":[{"id":"C8","name":"abc"}],"response_metadata":{"next_cursor":"p2"} }
                """
            )
            .Answers("conversations.list", """{"ok":true,"channels":[{"id":"C9","name":"ops"}]}""");
        await scene.Client.ChannelIdAsync("#openlibrary", Now);

        var found = await scene.Client.ChannelIdAsync("#ops", Now);
        var again = await scene.Client.ChannelIdAsync("#ops", Now);

        Assert.Equal("C9", found.Value);
        Assert.Equal("C9", again.Value);
        Assert.Equal(
            [
                "exclude_archived=true; limit=200; types=public_channel",
                "exclude_archived=true; limit=200; types=public_channel",
                "cursor=p2; exclude_archived=true; limit=200; types=public_channel",
            ],
            scene.Calls("conversations.list").Select(asked => asked.Form)
        );
    }

    [Fact]
    public async Task A_channel_that_is_not_shown_to_the_app_is_a_failure_with_advice()
    {
        var reply = await _slack.Client.ChannelIdAsync("#nowhere", Now);

        Assert.Equal("channel_not_found", reply.Failure?.Code);
        Assert.Contains("#nowhere", reply.Failure?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_given_by_ID_is_not_looked_up()
    {
        Assert.Equal("C42", (await _slack.Client.ChannelIdAsync("C42", Now)).Value);
        Assert.Empty(_slack.Outside.Asked);
    }

    [Fact]
    public async Task A_link_is_asked_for_by_channel_and_time_stamp()
    {
        Assert.Equal("https://slack.test/p1", (await _slack.Client.PermalinkAsync("C1", "100.1", Now)).Value);
        Assert.Equal("channel=C1; message_ts=100.1", Assert.Single(_slack.Calls("chat.getPermalink")).Form);
    }
}
