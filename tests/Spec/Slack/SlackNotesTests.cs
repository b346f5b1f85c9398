using OlUpgrade.Runs;
using OlUpgrade.Slack;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Slack;

public sealed class SlackNotesTests
{
    private const string Marker = "db1/7/12/Thread";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Note Note = new(new RunId(7), 12, NoteTarget.Thread, "ol-dev: <!channel> done");

    private static readonly Note Later = new(new RunId(7), 13, NoteTarget.Thread, "ol-web1: begun");

    private readonly SlackScene _slack = new();

    [Fact]
    public async Task A_note_goes_to_the_thread_of_the_header_with_its_marker_and_mentions_nobody()
    {
        _slack.Answers("chat.postMessage", SlackScene.Posted);

        Assert.True((await Deliver(Note)).Arrived);

        Assert.Equal(
            Asked.Canonical(
                """
                {"channel":"C1","text":"ol-dev: &lt;!channel&gt; done","unfurl_links":false,"unfurl_media":false,
                 "metadata":{"event_type":"olupgrade","event_payload":{"marker":"db1/7/12/Thread"}},
                 "thread_ts":"100.000001"}
                """
            ),
            Assert.Single(_slack.Posts).Json
        );
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_is_looked_for_and_not_sent_twice()
    {
        _slack.Answers("conversations.replies", SlackScene.History(Marker));

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(_slack.Posts);
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_and_is_not_there_is_sent()
    {
        _slack.Answers("conversations.replies", SlackScene.NoHistory).Answers("chat.postMessage", SlackScene.Posted);

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Single(_slack.Posts);
    }

    [Fact]
    public async Task A_note_that_cannot_be_looked_for_waits()
    {
        _slack.Outside.LosesAnswer(SlackScene.Path("conversations.replies"));

        Assert.False((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(_slack.Posts);
    }

    [Fact]
    public async Task Several_notes_are_one_message_by_each_of_whose_markers_it_is_found()
    {
        _slack.Answers("chat.postMessage", SlackScene.Posted);

        Assert.True((await Deliver([Note, Later], perhapsSent: false)).Arrived);

        Assert.Equal(
            Asked.Canonical(
                """
                {"channel":"C1","text":"ol-dev: &lt;!channel&gt; done\nol-web1: begun","unfurl_links":false,"unfurl_media":false,
                 "metadata":{"event_type":"olupgrade","event_payload":{"marker":"db1/7/12/Thread","more":["db1/7/13/Thread"]}},
                 "thread_ts":"100.000001"}
                """
            ),
            Assert.Single(_slack.Posts).Json
        );
    }

    [Theory]
    [InlineData(Marker, "db1/7/13/Thread")]
    [InlineData("db1/7/13/Thread", Marker)]
    public async Task Of_several_that_perhaps_arrived_only_those_that_are_not_there_are_sent(string there, string sent)
    {
        _slack
            .Answers("conversations.replies", SlackScene.History(there))
            .Answers("chat.postMessage", SlackScene.Posted);

        Assert.True((await Deliver([Note, Later], perhapsSent: true)).Arrived);

        Assert.Contains($$"""{"marker":"{{sent}}"}""", Assert.Single(_slack.Posts).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_that_arrived_in_one_message_are_found_there()
    {
        var history = SlackScene
            .History(Marker)
            .Replace("\"marker\":", "\"more\":[\"db1/7/13/Thread\"],\"marker\":", StringComparison.Ordinal);
        _slack.Answers("conversations.replies", history);

        Assert.True((await Deliver([Note, Later], perhapsSent: true)).Arrived);

        Assert.Empty(_slack.Posts);
    }

    [Fact]
    public async Task The_header_is_rewritten_in_place_with_the_newest_state()
    {
        _slack.Answers("chat.update", SlackScene.Posted);

        Assert.True((await Deliver(Note with { Target = NoteTarget.Header, Text = "" })).Arrived);

        var body = Assert.Single(_slack.Calls("chat.update")).Body;
        Assert.StartsWith("""{"channel":"C1","ts":"100.000001","text":"*Run 7:""", body, StringComparison.Ordinal);
        Assert.Empty(_slack.Posts);
    }

    [Theory]
    [InlineData(NoteTarget.Thread)]
    [InlineData(NoteTarget.Header)]
    public async Task Without_a_header_there_is_nothing_to_do(NoteTarget target)
    {
        var delivery = await Notes().DeliverAsync(SampleRun.New, [Note with { Target = target }], false, Now);

        Assert.True(delivery.Arrived);
        Assert.Empty(_slack.Outside.Asked);
    }

    [Theory]
    [InlineData("""{"ok":false,"error":"channel_not_found"}""", 200, null, 300.0)]
    [InlineData("""{"ok":false,"error":"internal_error"}""", 200, null, null)]
    [InlineData("{}", 429, "9", 9.0)]
    public async Task What_did_not_arrive_comes_again(string body, int status, string? retryAfter, double? seconds)
    {
        _slack.Answers("chat.postMessage", body, status, retryAfter: retryAfter);

        var delivery = await Deliver(Note);

        Assert.False(delivery.Arrived);
        Assert.Equal(seconds, delivery.RetryAfter?.TotalSeconds);
        Assert.NotNull(delivery.Sentence);
    }

    [Fact]
    public void Only_notes_for_Slack_are_taken() =>
        Assert.Equal(
            [NoteTarget.Thread, NoteTarget.Header, NoteTarget.Question, NoteTarget.SecondChannel],
            Enum.GetValues<NoteTarget>().Where(Notes().Takes)
        );

    private SlackNotes Notes() => new(_slack.Client, SampleRun.DatabaseId);

    private Task<OlUpgrade.Execution.Delivery> Deliver(Note note, bool perhapsSent = false) =>
        Deliver([note], perhapsSent);

    private Task<OlUpgrade.Execution.Delivery> Deliver(Note[] notes, bool perhapsSent) =>
        Notes().DeliverAsync(SampleRun.Halfway, [.. notes], perhapsSent, Now);
}
