using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack.Client;

public sealed class SlackSearchTests
{
    private const string Page = """{"ok":true,"messages":[],"response_metadata":{"next_cursor":"more"}}""";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private readonly SlackScene _slack = new();

    [Fact]
    public async Task A_marker_is_looked_for_in_the_channel_since_a_time()
    {
        _slack.Answers("conversations.history", SlackScene.History("db1/7/a"));

        var found = await _slack.Client.FindByMarkerAsync("C1", null, "db1/7/a", SampleRun.RequestedAt, Now);

        Assert.Equal("100.000009", found.Value?.Ts);
        Assert.Equal(
            "channel=C1; include_all_metadata=true; limit=200; oldest=1791190800.000000",
            Assert.Single(_slack.Calls("conversations.history")).Form
        );
    }

    [Fact]
    public async Task A_marker_is_looked_for_in_a_thread()
    {
        _slack.Answers("conversations.replies", SlackScene.History("db1/7/a"));

        var found = await _slack.Client.FindByMarkerAsync("C1", "99.1", "db1/7/a", SampleRun.RequestedAt, Now);

        Assert.Equal("100.000009", found.Value?.Ts);
        Assert.Contains("ts=99.1", Assert.Single(_slack.Calls("conversations.replies")).Form, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("db1/7/b", "UBOT")]
    [InlineData("db1/7/a", "USOMEONE")]
    public async Task Another_marker_or_another_author_is_not_ours(string marker, string author)
    {
        _slack.Answers("conversations.history", SlackScene.History(marker, author));

        var found = await _slack.Client.FindByMarkerAsync("C1", null, "db1/7/a", SampleRun.RequestedAt, Now);

        Assert.True(found.IsGood);
        Assert.Null(found.Value);
    }

    [Fact]
    public async Task The_search_follows_the_cursor()
    {
        _slack.Answers("conversations.history", Page).Answers("conversations.history", SlackScene.History("db1/7/a"));

        var found = await _slack.Client.FindByMarkerAsync("C1", null, "db1/7/a", SampleRun.RequestedAt, Now);

        Assert.NotNull(found.Value);
        Assert.Contains("cursor=more", _slack.Calls("conversations.history")[1].Form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_without_end_is_not_taken_for_not_there()
    {
        _slack.Answers("conversations.history", Page);

        var found = await _slack.Client.FindByMarkerAsync("C1", null, "db1/7/a", SampleRun.RequestedAt, Now);

        Assert.Equal("too_many_pages", found.Failure?.Code);
        Assert.Equal(3, _slack.Calls("conversations.history").Count);
    }
}
