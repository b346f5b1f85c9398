using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.GitHub;

public sealed class GitHubNotesTests
{
    private const string Issue = $"{GitHubScene.Issues}/41";
    private const string Comments = $"{Issue}/comments";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Note Note = new(new RunId(7), 12, NoteTarget.IssueComment, "ol-dev: done, thanks @root");

    private readonly GitHubScene github = new();

    [Fact]
    public async Task A_note_becomes_a_comment_with_its_marker_and_mentions_nobody()
    {
        github.Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(Note)).Arrived);

        Assert.Equal(
            Asked.Canonical("""
                {"body":"ol-dev: done, thanks @&#8203;root\n\n<!-- olupgrade:db1/7/12/IssueComment -->"}
                """),
            Assert.Single(github.Calls("POST", Comments)).Json);
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_is_looked_for_and_not_sent_twice()
    {
        github.Answers("GET", Comments, $"[{GitHubScene.Comment("db1/7/12/IssueComment")}]");

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(github.Calls("POST", Comments));
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_and_is_not_there_is_sent()
    {
        github.Answers("GET", Comments, "[]").Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Single(github.Calls("POST", Comments));
    }

    [Fact]
    public async Task A_note_that_cannot_be_looked_for_waits()
    {
        github.LosesAnswer("GET", Comments);

        Assert.False((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(github.Calls("POST", Comments));
    }

    [Fact]
    public async Task Several_notes_are_one_comment_and_those_that_are_there_are_not_sent_again()
    {
        github.Answers("GET", Comments, $"[{GitHubScene.Comment("db1/7/12/IssueComment")}]")
            .Answers("GET", Comments, "[]")
            .Answers("POST", Comments, GitHubScene.Comment("m"), 201);
        Note[] notes = [Note, Note with { Version = 13, Text = "two" }, Note with { Version = 14, Text = "three" }];

        Assert.True((await Notes().DeliverAsync(SampleRun.Halfway, [.. notes], perhapsSent: true, Now)).Arrived);

        Assert.Equal(
            Asked.Canonical("""
                {"body":"two\n\nthree\n\n<!-- olupgrade:db1/7/13/IssueComment -->\n<!-- olupgrade:db1/7/14/IssueComment -->"}
                """),
            Assert.Single(github.Calls("POST", Comments)).Json);
    }

    [Fact]
    public async Task Only_our_part_of_the_text_is_rewritten()
    {
        Reads("mine\\r\\n<!-- olupgrade:begin -->\\nold\\n<!-- olupgrade:end -->\\r\\nalso mine");
        github.Answers("PATCH", Issue, GitHubScene.Issue(41, "m"));

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueBody, Text = "" })).Arrived);

        var sent = Assert.Single(github.Calls("PATCH", Issue));
        var body = JsonNode.Parse(sent.Body)!["body"]!.GetValue<string>();
        Assert.Equal($"mine\r\n{IssueRegion.Wrap(IssueBody.Region(SampleRun.Halfway))}\r\nalso mine", body);
    }

    [Fact]
    public async Task A_text_that_is_up_to_date_is_not_sent_again()
    {
        var text = IssueBody.Of(SampleRun.Halfway, "m");
        Reads(JsonEncodedText.Encode(text).ToString());

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueBody })).Arrived);

        Assert.Empty(github.Calls("PATCH", Issue));
    }

    [Fact]
    public async Task Closing_sets_the_state()
    {
        github.Answers("PATCH", Issue, GitHubScene.Issue(41, "m"));

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueClose })).Arrived);

        Assert.Equal("""{"state":"closed"}""", Assert.Single(github.Calls("PATCH", Issue)).Body);
    }

    [Theory]
    [InlineData(NoteTarget.IssueComment)]
    [InlineData(NoteTarget.IssueBody)]
    [InlineData(NoteTarget.IssueClose)]
    public async Task Without_an_issue_there_is_nothing_to_do(NoteTarget target)
    {
        var delivery = await Notes().DeliverAsync(SampleRun.New, [Note with { Target = target }], true, Now);

        Assert.True(delivery.Arrived);
        Assert.Empty(github.Outside.Asked);
    }

    [Theory]
    [InlineData(410, null, 300.0)]
    [InlineData(500, null, null)]
    [InlineData(429, "9", 9.0)]
    public async Task What_did_not_arrive_comes_again(int status, string? retryAfter, double? seconds)
    {
        github.Answers("POST", Comments, """{"message":"no"}""", status, retryAfter);

        var delivery = await Deliver(Note);

        Assert.False(delivery.Arrived);
        Assert.Equal(seconds, delivery.RetryAfter?.TotalSeconds);
        Assert.NotNull(delivery.Sentence);
    }

    [Fact]
    public void Only_notes_for_the_issue_are_taken() => Assert.Equal(
        [NoteTarget.IssueComment, NoteTarget.IssueBody, NoteTarget.IssueClose, NoteTarget.PostMortem],
        Enum.GetValues<NoteTarget>().Where(Notes().Takes));

    private GitHubNotes Notes() => new(new GitHubIssues(github.Connection), SampleRun.DatabaseId);

    private Task<Delivery> Deliver(Note note, bool perhapsSent = false) =>
        Notes().DeliverAsync(SampleRun.Halfway, [note], perhapsSent, Now);

    private void Reads(string body) =>
        github.Answers("GET", Issue, $$"""{"id":1,"number":41,"state":"open","body":"{{body}}"}""");
}
