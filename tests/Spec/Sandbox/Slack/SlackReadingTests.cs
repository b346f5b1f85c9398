using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackReadingTests : SandboxTest
{
    [Fact]
    public async Task Auth_test_says_who_the_bot_is_and_which_scopes_it_has()
    {
        using var response = await SendSlack("auth.test", null);
        var answer = Json(await response.Content.ReadAsStringAsync(Cancel));

        Assert.Equal(("T0OPENLIB", "U0OLUPGRADE"), ((string?)answer["team_id"], (string?)answer["user_id"]));
        Assert.Contains("chat:write", response.Headers.GetValues("X-OAuth-Scopes").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_comes_in_pages_newest_first()
    {
        for (var number = 1; number <= 5; number++)
            await Post($"{number}");

        List<string> seen = [];
        var cursor = "";
        for (var page = 0; page < 3; page++)
        {
            var answer = await SlackForm(
                "conversations.history",
                ("channel", Channel),
                ("limit", "2"),
                ("cursor", cursor)
            );
            seen.AddRange(Texts(answer));
            Assert.Equal(page < 2, (bool)answer["has_more"]!);
            cursor = (string?)answer["response_metadata"]?["next_cursor"] ?? "";
        }

        Assert.Equal(["5", "4", "3", "2", "1"], seen);
        Assert.Empty(cursor);
    }

    [Theory]
    [InlineData("false", new[] { "c" })]
    [InlineData("true", new[] { "c", "b" })]
    public async Task The_oldest_message_itself_is_included_only_on_request(string inclusive, string[] expected)
    {
        await Post("a");
        var oldest = await Post("b");
        await Post("c");

        var answer = await SlackForm(
            "conversations.history",
            ("channel", Channel),
            ("oldest", oldest),
            ("inclusive", inclusive)
        );

        Assert.Equal(expected, Texts(answer));
    }

    [Fact]
    public async Task Metadata_is_included_only_on_request()
    {
        await Slack(
            "chat.postMessage",
            """{"channel":"C0OPENLIB","text":"x","metadata":{"event_type":"plan","event_payload":{"run":"7"}}}"""
        );

        var without = await SlackForm("conversations.history", ("channel", Channel));
        var with = await SlackForm("conversations.history", ("channel", Channel), ("include_all_metadata", "true"));

        Assert.Null(without["messages"]![0]!["metadata"]);
        Assert.Equal("plan", (string?)with["messages"]![0]!["metadata"]!["event_type"]);
    }

    [Theory]
    [InlineData("conversations.history", """{"channel":"C0OPENLIB"}""")]
    [InlineData("conversations.replies", """{"channel":"C0OPENLIB","ts":"1.000001"}""")]
    [InlineData("users.info", """{"user":"U0MEK"}""")]
    [InlineData("chat.getPermalink", """{"channel":"C0OPENLIB","message_ts":"1.000001"}""")]
    public async Task Methods_that_read_ignore_json(string method, string body) =>
        await Refused(Slack(method, body), "invalid_arguments");

    [Fact]
    public async Task Reactions_get_ignores_json_too() =>
        await Refused(
            Slack("reactions.get", """{"channel":"C0OPENLIB","timestamp":"1.000001"}"""),
            "no_item_specified"
        );

    [Fact]
    public async Task Arguments_may_be_in_the_query()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Servers.SlackApi, "users.info?user=U0MEK"));
        request.Headers.Add("Authorization", $"Bearer {SlackWorkspace.BotToken}");

        var answer = await Read(Http.SendAsync(request, Cancel));

        Assert.Equal("mek", (string?)answer["user"]!["name"]);
    }

    [Fact]
    public async Task People_have_the_fields_that_decide_who_may_approve()
    {
        Assert.True((bool)(await User("U0GUEST"))["is_restricted"]!);
        Assert.True((bool)(await User("U0GONE"))["deleted"]!);
        Assert.True((bool)(await User("U0OTHERBOT"))["is_bot"]!);
        var outsider = await User("U0OUTSIDER");
        Assert.Equal("T0ELSEWHERE", (string?)outsider["team_id"]);
        Assert.False(outsider.ContainsKey("is_stranger"));
        var mek = await User("U0MEK");
        Assert.False((bool)mek["is_restricted"]! || (bool)mek["deleted"]! || (bool)mek["is_bot"]!);
    }

    [Fact]
    public async Task A_user_group_names_its_active_members()
    {
        Workspace.SetGroup("S0STAFF", "U0GONE", isIn: true);
        Assert.Equal("""["U0DRINI","U0MEK"]""", await Members());
        Workspace.Deactivate("U0DRINI");
        Workspace.SetGroup("S0STAFF", "U0RAJ", isIn: true);
        Assert.Equal("""["U0MEK","U0RAJ"]""", await Members());
        Workspace.SetGroup("S0STAFF", "U0MEK", isIn: false);
        Assert.Equal("""["U0RAJ"]""", await Members());
        await Refused(SlackForm("usergroups.users.list", ("usergroup", "S0NONE")), "no_such_subteam");
        await Refused(SlackForm("usergroups.users.list"), "invalid_arguments");
    }

    [Fact]
    public async Task Channels_are_listed_in_pages_and_private_ones_stay_hidden()
    {
        var first = await SlackForm("conversations.list", ("limit", "1"), ("types", "public_channel,private_channel"));
        var second = await SlackForm(
            "conversations.list",
            ("limit", "1"),
            ("types", "public_channel,private_channel"),
            ("cursor", (string)first["response_metadata"]!["next_cursor"]!)
        );

        Assert.Equal(
            ("openlibrary", true),
            ((string?)first["channels"]![0]!["name"], (bool)first["channels"]![0]!["is_member"]!)
        );
        Assert.Equal(
            ("random", false),
            ((string?)second["channels"]![0]!["name"], (bool)second["channels"]![0]!["is_member"]!)
        );
        Assert.Equal("", (string?)second["response_metadata"]!["next_cursor"]);
    }

    [Fact]
    public async Task Reactions_are_listed_by_name_with_everyone_who_added_them()
    {
        var ts = await Post("plan");
        Workspace.React("U0DRINI", Channel, ts, "thumbsup::skin-tone-3");
        Workspace.React("U0JIM", Channel, ts, "+1");
        await Slack("reactions.add", $$"""{"channel":"{{Channel}}","name":"eyes","timestamp":"{{ts}}"}""");

        var answer = await SlackForm("reactions.get", ("channel", Channel), ("timestamp", ts), ("full", "true"));

        Assert.Equal(
            ["+1::skin-tone-3:U0DRINI", "+1:U0JIM", "eyes:U0OLUPGRADE"],
            answer["message"]!["reactions"]!.AsArray().Select(each => $"{each!["name"]}:{each["users"]![0]}")
        );
        await Refused(
            SlackForm("reactions.add", ("channel", Channel), ("name", "eyes"), ("timestamp", ts)),
            "already_reacted"
        );
        await Refused(
            SlackForm("reactions.add", ("channel", Channel), ("name", "NO!"), ("timestamp", ts)),
            "invalid_name"
        );
    }

    [Fact]
    public async Task Things_that_cannot_be_found_are_named()
    {
        await Refused(SlackForm("users.info", ("user", "U0NOBODY")), "user_not_found");
        await Refused(SlackForm("conversations.history", ("channel", "C0NOWHERE")), "channel_not_found");
        await Refused(SlackForm("conversations.history", ("channel", "C0RANDOM")), "not_in_channel");
        await Refused(SlackForm("conversations.replies", ("channel", Channel), ("ts", "1.000001")), "thread_not_found");
        await Refused(SlackForm("reactions.get", ("channel", Channel), ("timestamp", "1.000001")), "message_not_found");
        await Refused(SlackForm("chat.getPermalink", ("channel", Channel), ("message_ts", "1.0")), "message_not_found");
    }

    [Fact]
    public async Task Bad_positions_in_a_list_are_refused()
    {
        await Refused(SlackForm("conversations.history", ("channel", Channel), ("cursor", "zzz")), "invalid_cursor");
        await Refused(SlackForm("conversations.history", ("channel", Channel), ("limit", "many")), "invalid_limit");
        await Refused(
            SlackForm("conversations.history", ("channel", Channel), ("oldest", "then")),
            "invalid_ts_oldest"
        );
        await Refused(SlackForm("conversations.list", ("types", "secret")), "invalid_types");
    }

    private async Task<string> Members() =>
        (await SlackForm("usergroups.users.list", ("usergroup", "S0STAFF")))["users"]!.ToJsonString();

    private async Task<JsonObject> User(string id) => (await SlackForm("users.info", ("user", id)))["user"]!.AsObject();

    private static IEnumerable<string> Texts(JsonObject answer) =>
        answer["messages"]!.AsArray().Select(message => (string)message!["text"]!);
}
