using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

/// <summary>Buttons that are pressed and forms that are filled in, as raw JSON.</summary>
public sealed class SlackInteractionTests : SandboxTest
{
    private const string Modal = """
        {"type":"modal","callback_id":"skip","private_metadata":"7|40","title":{"type":"plain_text","text":"Skip"},
         "submit":{"type":"plain_text","text":"Skip it"},"blocks":[{"type":"input","block_id":"reason",
          "label":{"type":"plain_text","text":"Why?"},"element":{"type":"plain_text_input","action_id":"reason"}}]}
        """;

    private readonly List<JsonObject> _heard = [];

    [Fact]
    public async Task A_press_says_who_when_where_and_which_block()
    {
        var ts = await PostButton();
        Clock.Advance(TimeSpan.FromMilliseconds(61_250));

        var payload = await Press(ts);

        var action = Assert.Single(payload["actions"]!.AsArray())!;
        Assert.Equal(
            ("retry", "7", "1732420061.250000"),
            ((string?)action["action_id"], (string?)action["value"], (string?)action["action_ts"])
        );
        var shown = (await SlackForm("conversations.history", ("channel", Channel)))["messages"]![0]!["blocks"]!;
        Assert.NotNull((string?)shown[1]!["block_id"]);
        Assert.NotEqual((string?)shown[0]!["block_id"], (string?)shown[1]!["block_id"]);
        Assert.Equal((string?)shown[1]!["block_id"], (string?)action["block_id"]);
        Assert.Equal((string?)shown[1]!["block_id"], (string?)payload["message"]!["blocks"]![1]!["block_id"]);
        Assert.Equal("7", (string?)payload["message"]!["metadata"]!["event_payload"]!["run"]);
        Assert.Equal(
            ("U0DRINI", Channel, ts),
            (
                (string?)payload["user"]!["id"],
                (string?)payload["channel"]!["id"],
                (string?)payload["container"]!["message_ts"]
            )
        );
    }

    [Fact]
    public async Task A_given_block_id_stays_and_a_generated_one_differs_from_it()
    {
        var answer = await Slack(
            "chat.postMessage",
            $$"""
            {"channel":"{{Channel}}","text":"x",
             "blocks":[{"type":"divider"},{"type":"divider","block_id":"b0001"}]}
            """
        );

        var names = answer["message"]!["blocks"]!.AsArray().Select(block => (string?)block!["block_id"]).ToList();
        Assert.Equal("b0001", names[1]);
        Assert.Distinct(names);
    }

    [Fact]
    public async Task A_press_is_answered_to_the_person_five_times_within_thirty_minutes()
    {
        var ts = await PostButton();
        var first = (string)(await Press(ts))["response_url"]!;
        var second = (string)(await Press(ts))["response_url"]!;

        for (var time = 1; time <= 5; time++)
            Assert.Equal((200, "ok"), await Respond(first, """{"text":"heard"}"""));

        Assert.Equal((404, "used_url"), await Respond(first, """{"text":"heard"}"""));
        Assert.Equal((400, "invalid_payload"), await Respond(second, """{"text":"x","colour":"red"}"""));
        Assert.Equal((400, "invalid_payload"), await Respond(second, """{"blocks":[{"type":"invented"}]}"""));
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((404, "expired_url"), await Respond(second, """{"text":"late"}"""));
        Assert.Equal(
            (404, "no_such_url"),
            await Respond($"{Servers.SlackPage}actions/T0OPENLIB/1/1", """{"text":"x"}""")
        );
        Assert.Equal(Enumerable.Repeat("heard", 5), Workspace.Ephemerals("U0DRINI"));
        Assert.Single(Workspace.Messages(Channel));
    }

    [Fact]
    public async Task An_answer_may_replace_or_delete_the_pressed_message()
    {
        var ts = await PostButton();
        var address = (string)(await Press(ts))["response_url"]!;

        await Respond(address, """{"text":"done","replace_original":true}""");

        var replaced = Assert.Single(Workspace.Messages(Channel))!;
        Assert.Equal((ts, "done"), ((string?)replaced["ts"], (string?)replaced["text"]));
        Assert.Null(replaced["blocks"]);
        Assert.Equal("7", (string?)replaced["metadata"]!["event_payload"]!["run"]);
        await Respond(address, """{"text":"said to all","response_type":"in_channel"}""");
        await Respond(address, """{"delete_original":"true"}""");
        Assert.Equal("said to all", (string?)Assert.Single(Workspace.Messages(Channel))!["text"]);
        Assert.Empty(Workspace.Ephemerals("U0DRINI"));
    }

    [Fact]
    public async Task A_trigger_opens_one_form_within_three_seconds()
    {
        var ts = await PostButton();
        await Refused(Open("1.2.sandbox"), "invalid_trigger_id");
        var spent = (string)(await Press(ts))["trigger_id"]!;
        Clock.Advance(TimeSpan.FromSeconds(3));
        var opened = await Open(spent);
        Assert.True((bool)opened["ok"]!);
        Assert.Equal("7|40", (string?)opened["view"]!["private_metadata"]);
        await Refused(Open(spent), "exchanged_trigger_id");
        var late = (string)(await Press(ts))["trigger_id"]!;
        Clock.Advance(TimeSpan.FromSeconds(3.001));
        await Refused(Open(late), "expired_trigger_id");
        Assert.Single(Workspace.Forms("U0DRINI"));
        Assert.Empty(Workspace.Forms("U0MEK"));
    }

    [Theory]
    [InlineData("title", """{"type":"plain_text","text":"A title of five and twenty"}""")]
    [InlineData("title", """{"type":"mrkdwn","text":"*Skip*"}""")]
    [InlineData("title", null)]
    [InlineData("submit", null)]
    [InlineData("type", "\"home\"")]
    [InlineData("colour", "\"red\"")]
    [InlineData("blocks", """[{"type":"invented"}]""")]
    [InlineData("blocks", null)]
    public async Task A_form_that_slack_would_not_show_is_refused_and_the_trigger_stays(string field, string? value)
    {
        var trigger = (string)(await Press(await PostButton()))["trigger_id"]!;
        var view = Json(Modal);
        if (value is null)
            view.Remove(field);
        else
            view[field] = JsonNode.Parse(value);

        await Refused(Open(trigger, view.ToJsonString()), "invalid_arguments");

        Assert.Empty(Workspace.Forms("U0DRINI"));
        Assert.True((bool)(await Open(trigger))["ok"]!);
    }

    [Theory]
    [InlineData(3_000, true)]
    [InlineData(3_001, false)]
    public async Task The_private_metadata_of_a_form_has_a_limit(int length, bool isAccepted)
    {
        var trigger = (string)(await Press(await PostButton()))["trigger_id"]!;
        var view = Json(Modal);
        view["private_metadata"] = new string('m', length);

        Assert.Equal(isAccepted, (bool)(await Open(trigger, view.ToJsonString()))["ok"]!);
    }

    [Fact]
    public async Task A_form_with_errors_stays_open_and_shows_them()
    {
        var form = await OpenForm();
        Answer("""{"response_action":"errors","errors":{"reason":"Say more.","other":"x"}}""");

        await Submit(form, "no");

        var sent = _heard[^1]["payload"]!;
        Assert.Equal("no", (string?)sent["view"]!["state"]!["values"]!["reason"]!["reason"]!["value"]);
        Assert.Equal(
            """{"reason":"Say more."}""",
            Assert.Single(Workspace.Forms("U0DRINI"))!["errors"]!.ToJsonString()
        );
        Assert.Equal("Say more.", (string?)(await State())["forms"]![0]!["errors"]!["reason"]);
        Answer(null);
        await Submit(form, "the mirror is gone");
        Assert.Empty(Workspace.Forms("U0DRINI"));
        Assert.Null(_heard[^1]["payload"]!["view"]!["errors"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"response_action":"clear"}""")]
    public async Task Any_other_answer_closes_the_form(string? answer)
    {
        var form = await OpenForm();
        Answer(answer);

        await Submit(form, "why not");

        Assert.Empty((await State())["forms"]!.AsArray());
        Assert.NotNull((string?)(await Submit(form, "again"))["error"]);
    }

    [Fact]
    public async Task A_form_that_is_not_acknowledged_is_shown_again_with_an_error()
    {
        var form = await OpenForm();
        Workspace.Listener = null;

        await Submit(form, "why not");

        Assert.Contains(
            "trouble",
            (string?)Assert.Single(Workspace.Forms("U0DRINI"))!["errors"]![""],
            StringComparison.Ordinal
        );
        Assert.Empty(Workspace.Ephemerals("U0DRINI"));
    }

    [Fact]
    public async Task A_required_field_must_be_filled_in_before_the_form_is_sent()
    {
        var form = await OpenForm();
        var heard = _heard.Count;

        Assert.Contains("Why?", (string?)(await Submit(form, " "))["error"], StringComparison.Ordinal);

        Assert.Equal(heard, _heard.Count);
        Assert.Single(Workspace.Forms("U0DRINI"));
    }

    private async Task<string> PostButton() =>
        (string)
            (
                await Slack(
                    "chat.postMessage",
                    $$"""
                    {"channel":"{{Channel}}","text":"Pick one","metadata":{"event_type":"plan","event_payload":{"run":"7"} },"blocks":[
                     {"type":"section","text":{"type":"mrkdwn","text":"Pick *one*"} },
                     {"type":"actions","elements":[{"type":"button","action_id":"retry","value":"7","text":{"type":"plain_text","text":"Retry"} }]}]}
                    """
                )
            )["ts"]!;

    /// <summary>cdrini presses the button. Returns the payload that is sent to the app.</summary>
    private async Task<JsonObject> Press(string ts)
    {
        Answer(null);
        var pressed = await PostTo(
            Servers.SlackPage,
            "_sandbox/press",
            $$"""{"user":"U0DRINI","channel":"{{Channel}}","ts":"{{ts}}","action":"retry"}"""
        );
        Assert.True((bool)pressed["ok"]!);
        return _heard[^1]["payload"]!.AsObject();
    }

    /// <summary>From now on the app acknowledges each envelope with this answer.</summary>
    private void Answer(string? payload) =>
        Workspace.Listener = envelope =>
        {
            _heard.Add(envelope);
            Workspace.Acknowledge((string)envelope["envelope_id"]!, payload is null ? null : Json(payload));
        };

    private Task<JsonObject> Open(string trigger, string view = Modal) =>
        Slack("views.open", $$"""{"trigger_id":"{{trigger}}","view":{{view}}}""");

    private async Task<string> OpenForm() =>
        (string)(await Open((string)(await Press(await PostButton()))["trigger_id"]!))["view"]!["id"]!;

    private Task<JsonObject> Submit(string form, string reason) =>
        PostTo(
            Servers.SlackPage,
            "_sandbox/submit",
            $$"""{"user":"U0DRINI","view":"{{form}}","filled":{"reason":"{{reason}}"} }"""
        );

    private async Task<JsonObject> State() =>
        Json(
            await Http.GetStringAsync(
                new Uri(Servers.SlackPage, $"_sandbox/state?user=U0DRINI&channel={Channel}"),
                Cancel
            )
        );

    private async Task<(int Status, string Body)> Respond(string address, string json)
    {
        using var response = await Http.PostAsync(new Uri(address), Text(json), Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }
}
