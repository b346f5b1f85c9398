using System.Text.Json.Nodes;

namespace OlUpgrade.Spec.Sandbox.Slack;

public sealed class SlackPageTests : SandboxTest
{
    [Theory]
    [InlineData("who")]
    [InlineData("composer")]
    [InlineData("send")]
    public async Task The_page_has_its_elements(string element)
    {
        using var response = await Http.GetAsync(Servers.SlackPage, Cancel);

        Assert.Contains(
            $"data-testid=\"{element}\"",
            await response.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "default-src 'none'",
            response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("page.js", "text/javascript")]
    [InlineData("page.css", "text/css")]
    public async Task The_page_loads_only_its_own_files(string file, string type)
    {
        using var response = await Http.GetAsync(new Uri(Servers.SlackPage, $"_sandbox/{file}"), Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain(
            "://",
            text.Replace("https?:\\/\\/", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_writes_reacts_and_types_commands_on_the_page()
    {
        var ts = await Post("plan");
        await Page("say", $$"""{"user":"U0MEK","channel":"{{Channel}}","text":"hello <all>","thread_ts":"{{ts}}"}""");
        await Page("react", $$"""{"user":"U0DRINI","channel":"{{Channel}}","ts":"{{ts}}","name":"+1","on":true}""");
        await Page("react", $$"""{"user":"U0JIM","channel":"{{Channel}}","ts":"{{ts}}","name":"eyes","on":true}""");
        await Page("react", $$"""{"user":"U0JIM","channel":"{{Channel}}","ts":"{{ts}}","name":"eyes","on":false}""");
        await Page("say", $$"""{"user":"U0MEK","channel":"{{Channel}}","text":"/upgrade help"}""");

        var mine = await State("U0MEK");
        var theirs = await State("U0DRINI");

        Assert.Equal("hello &lt;all&gt;", (string?)mine["messages"]![1]!["text"]);
        var reaction = Assert.Single(mine["messages"]![0]!["reactions"]!.AsArray());
        Assert.Equal(("+1", "U0DRINI"), ((string?)reaction!["name"], (string?)reaction["users"]![0]));
        Assert.Single(mine["whispers"]!.AsArray());
        Assert.Empty(theirs["whispers"]!.AsArray());
    }

    [Fact]
    public async Task Nothing_new_is_an_empty_answer()
    {
        var version = (await State("U0MEK"))["version"];

        using var same = await Http.GetAsync(new Uri(Servers.SlackPage, $"_sandbox/state?version={version}"), Cancel);
        await Post("news");
        using var changed = await Http.GetAsync(
            new Uri(Servers.SlackPage, $"_sandbox/state?version={version}"),
            Cancel
        );

        Assert.Equal((204, 200), ((int)same.StatusCode, (int)changed.StatusCode));
    }

    [Fact]
    public async Task A_form_of_another_origins_page_can_do_nothing()
    {
        using var form = new FormUrlEncodedContent([new("user", "U0MEK"), new("channel", Channel), new("text", "hi")]);

        using var response = await Http.PostAsync(new Uri(Servers.SlackPage, "_sandbox/say"), form, Cancel);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(Workspace.Messages(Channel));
    }

    [Theory]
    [InlineData("say", """{"user":"U0GONE","channel":"C0OPENLIB","text":"boo"}""")]
    [InlineData("say", """{"user":"U0MEK","channel":"C0NOWHERE","text":"boo"}""")]
    [InlineData("react", """{"user":"U0MEK","channel":"C0OPENLIB","ts":"1.0","name":"+1","on":true}""")]
    [InlineData("sockets", """{"action":"dance"}""")]
    public async Task Bad_requests_are_answered_with_a_sentence(string what, string body) =>
        Assert.NotNull((string?)(await Page(what, body))["error"]);

    [Fact]
    public async Task A_response_URL_works_five_times_within_thirty_minutes()
    {
        var first = (string)Workspace.TypeCommand("U0MEK", Channel, "/upgrade status")!["response_url"]!;
        var second = (string)Workspace.TypeCommand("U0DRINI", Channel, "/upgrade status")!["response_url"]!;

        for (var time = 1; time <= 5; time++)
            Assert.Equal((200, "ok"), await Respond(first));
        Assert.Equal((404, "used_url"), await Respond(first));
        Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal((404, "expired_url"), await Respond(second));
        Assert.Equal(5, Workspace.Ephemerals("U0MEK").Count(text => text == "later"));
    }

    private async Task<(int Status, string Body)> Respond(string address)
    {
        using var response = await Http.PostAsync(new Uri(address), Text("""{"text":"later"}"""), Cancel);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private Task<JsonObject> Page(string what, string body) => PostTo(Servers.SlackPage, $"_sandbox/{what}", body);

    private async Task<JsonObject> State(string user) =>
        Json(
            await Http.GetStringAsync(
                new Uri(Servers.SlackPage, $"_sandbox/state?user={user}&channel={Channel}"),
                Cancel
            )
        );
}
