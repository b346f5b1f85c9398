using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Execution;
using OlUpgrade.GitHub;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.GitHub;

public sealed class GitHubNotesTests
{
    private const string Issue = $"{GitHubScene.Issues}/41";
    private const string Comments = $"{Issue}/comments";

    private static readonly CancellationToken Now = TestContext.Current.CancellationToken;

    private static readonly Note Note = new(new RunId(7), 12, NoteTarget.IssueComment, "ol-dev: done, thanks @root");

    private readonly GitHubScene _github = new();

    private readonly MemoryJournal _journal = new();

    [Fact]
    public async Task A_note_becomes_a_comment_with_its_marker_and_mentions_nobody()
    {
        _github.Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(Note)).Arrived);

        Assert.Equal(
            Asked.Canonical(
                """
                {"body":"ol-dev: done, thanks @&#8203;root\n\n<!-- olupgrade:db1/7/12/IssueComment -->"}
                """
            ),
            Assert.Single(_github.Calls("POST", Comments)).Json
        );
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_is_looked_for_and_not_sent_twice()
    {
        _github.Answers("GET", Comments, $"[{GitHubScene.Comment("db1/7/12/IssueComment")}]");

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(_github.Calls("POST", Comments));
    }

    [Fact]
    public async Task A_note_that_perhaps_arrived_and_is_not_there_is_sent()
    {
        _github.Answers("GET", Comments, "[]").Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Single(_github.Calls("POST", Comments));
    }

    [Fact]
    public async Task A_note_that_cannot_be_looked_for_waits()
    {
        _github.LosesAnswer("GET", Comments);

        Assert.False((await Deliver(Note, perhapsSent: true)).Arrived);

        Assert.Empty(_github.Calls("POST", Comments));
    }

    [Fact]
    public async Task Several_notes_are_one_comment_and_those_that_are_there_are_not_sent_again()
    {
        _github
            .Answers("GET", Comments, $"[{GitHubScene.Comment("db1/7/12/IssueComment")}]")
            .Answers("GET", Comments, "[]")
            .Answers("POST", Comments, GitHubScene.Comment("m"), 201);
        Note[] notes = [Note, Note with { Version = 13, Text = "two" }, Note with { Version = 14, Text = "three" }];

        Assert.True((await Notes().DeliverAsync(SampleRun.Halfway, [.. notes], perhapsSent: true, Now)).Arrived);

        Assert.Equal(
            Asked.Canonical(
                """
                {"body":"two\n\nthree\n\n<!-- olupgrade:db1/7/13/IssueComment -->\n<!-- olupgrade:db1/7/14/IssueComment -->"}
                """
            ),
            Assert.Single(_github.Calls("POST", Comments)).Json
        );
    }

    [Fact]
    public async Task Only_our_part_of_the_text_is_rewritten()
    {
        Reads("mine\\r\\n<!-- olupgrade:begin -->\\nold\\n<!-- olupgrade:end -->\\r\\nalso mine");
        _github.Answers("PATCH", Issue, GitHubScene.Issue(41, "m"));

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueBody, Text = "" })).Arrived);

        var sent = Assert.Single(_github.Calls("PATCH", Issue));
        var body = JsonNode.Parse(sent.Body)!["body"]!.GetValue<string>();
        Assert.Equal($"mine\r\n{IssueRegion.Wrap(IssueProgress.Of(SampleRun.Halfway, []))}\r\nalso mine", body);
    }

    [Fact]
    public async Task A_text_that_is_up_to_date_is_not_sent_again()
    {
        var text = IssueBody.Of(SampleRun.Halfway, "m");
        Reads(JsonEncodedText.Encode(text).ToString());

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueBody })).Arrived);

        Assert.Empty(_github.Calls("PATCH", Issue));
    }

    [Fact]
    public async Task Closing_sets_the_state()
    {
        _github.Answers("PATCH", Issue, GitHubScene.Issue(41, "m"));

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueClose })).Arrived);

        Assert.Equal("""{"state":"closed"}""", Assert.Single(_github.Calls("PATCH", Issue)).Body);
    }

    [Theory]
    [InlineData(NoteTarget.IssueComment)]
    [InlineData(NoteTarget.IssueBody)]
    [InlineData(NoteTarget.IssueClose)]
    public async Task Without_an_issue_there_is_nothing_to_do(NoteTarget target)
    {
        var delivery = await Notes().DeliverAsync(SampleRun.New, [Note with { Target = target }], true, Now);

        Assert.True(delivery.Arrived);
        Assert.Empty(_github.Outside.Asked);
    }

    [Theory]
    [InlineData(410, null, 300.0)]
    [InlineData(500, null, null)]
    [InlineData(429, "9", 9.0)]
    public async Task What_did_not_arrive_comes_again(int status, string? retryAfter, double? seconds)
    {
        _github.Answers("POST", Comments, """{"message":"no"}""", status, retryAfter);

        var delivery = await Deliver(Note);

        Assert.False(delivery.Arrived);
        Assert.Equal(seconds, delivery.RetryAfter?.TotalSeconds);
        Assert.NotNull(delivery.Sentence);
    }

    [Fact]
    public async Task What_is_too_long_for_a_comment_goes_on_in_the_next_and_each_is_found_again()
    {
        var text = string.Join(
            '\n',
            Enumerable.Range(1, 3_000).Select(number => $"- package {number} 1.0 to 2.0 of the archive")
        );
        _github.Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(Note with { Text = text })).Arrived);

        var sent = _github
            .Calls("POST", Comments)
            .Select(asked => JsonNode.Parse(asked.Body)!["body"]!.GetValue<string>())
            .ToList();
        Assert.Equal(3, sent.Count);
        Assert.All(sent, body => Assert.InRange(body.Length, 1, 65_536));
        Assert.EndsWith("<!-- olupgrade:db1/7/12/IssueComment/1 -->", sent[0], StringComparison.Ordinal);
        Assert.EndsWith("<!-- olupgrade:db1/7/12/IssueComment -->", sent[2], StringComparison.Ordinal);

        // The comments are searched twice: for the note, then for its parts.
        var first = $"[{GitHubScene.Comment("db1/7/12/IssueComment/1")}]";
        foreach (var page in (string[])[first, "[]", first, "[]"])
            _github.Answers("GET", Comments, page);
        Assert.True((await Deliver(Note with { Text = text }, perhapsSent: true)).Arrived);
        Assert.Equal(5, _github.Calls("POST", Comments).Count);
    }

    [Fact]
    public async Task The_closing_comment_is_the_report_of_the_run_as_it_ended()
    {
        await EndedAsync();
        _github.Answers("POST", Comments, GitHubScene.Comment("m"), 201);

        Assert.True((await Deliver(new(new RunId(1), 3, NoteTarget.Report, "abc123"))).Arrived);

        var body = JsonNode.Parse(Assert.Single(_github.Calls("POST", Comments)).Body)!["body"]!.GetValue<string>();
        Assert.StartsWith("# Run 1: Security patches\n", body, StringComparison.Ordinal);
        Assert.Contains("mek aborted the run (see #&#8203;7667 @&#8203;root)", body, StringComparison.Ordinal);
        Assert.Contains("Journal: 3 entries, the last with the hash abc123\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("said later", body, StringComparison.Ordinal);
        Assert.EndsWith("<!-- olupgrade:db1/1/3/Report -->", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_goes_back_has_its_issue_opened_again()
    {
        _github.Answers("PATCH", Issue, GitHubScene.Issue(41, "m"));

        Assert.True((await Deliver(Note with { Target = NoteTarget.IssueReopen })).Arrived);

        Assert.Equal("""{"state":"open"}""", Assert.Single(_github.Calls("PATCH", Issue)).Body);
    }

    /// <summary>Aborted at its third entry; a note follows.</summary>
    private async Task EndedAsync()
    {
        await _journal.OpenAsync(
            new RunEvent.RunRequested("k", Some.Requester, "test", Some.OneHost()),
            Some.Time,
            Now
        );
        await _journal.TakeAsync(new RunId(1), "here", Some.Time, Now);
        var run = Run.Fold(new RunId(1), await _journal.ReadAsync(new RunId(1), 0, Now));
        foreach (
            var happened in (RunEvent[])
                [
                    new RunEvent.RunAborted(Some.Requester, "see #7667 @root"),
                    new RunEvent.NoteAdded("k2", Some.Requester, "said later", "cli"),
                ]
        )
        {
            var entry = new Entry(run.Id, run.Version + 1, Some.Time, happened);
            var after = run.Evolve(entry);
            await _journal.AppendAsync(
                new(run.Id, run.Version, [entry], [], RunSummary.Of(after, Some.Time), null),
                Now
            );
            run = after;
        }
    }

    [Fact]
    public void Only_notes_for_the_issue_are_taken() =>
        Assert.Equal(
            [
                NoteTarget.IssueComment,
                NoteTarget.IssueBody,
                NoteTarget.Report,
                NoteTarget.IssueClose,
                NoteTarget.IssueReopen,
                NoteTarget.PostMortem,
            ],
            Enum.GetValues<NoteTarget>().Where(Notes().Takes)
        );

    private GitHubNotes Notes() =>
        new(
            new GitHubIssues(_github.Connection),
            new RunReports(_journal, new Recorder(_journal, TimeProvider.System)),
            SampleRun.DatabaseId
        );

    private Task<Delivery> Deliver(Note note, bool perhapsSent = false) =>
        Notes().DeliverAsync(SampleRun.Halfway, [note], perhapsSent, Now);

    private void Reads(string body) =>
        _github.Answers("GET", Issue, $$"""{"id":1,"number":41,"state":"open","body":"{{body}}"}""");
}
