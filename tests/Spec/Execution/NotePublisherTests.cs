using Microsoft.Extensions.Logging.Abstractions;
using OlUpgrade.Execution;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Spec.Execution;

/// <summary>Each note is delivered once and in order; a channel that is down delays only itself.</summary>
public sealed class NotePublisherTests
{
    private readonly OpenRun _open = new();
    private readonly PretendChannel _slack = new(NoteTarget.Thread, NoteTarget.Header);
    private readonly PretendChannel _issue = new(NoteTarget.IssueComment, NoteTarget.IssueBody);

    [Fact]
    public async Task Each_note_is_delivered_once_and_in_order()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"), (3, NoteTarget.Thread, "two"), (4, NoteTarget.Thread, "three"));
        Assert.Null(await PublishAsync());
        Assert.Null(await PublishAsync());
        Assert.Equal(["one", "two", "three"], _slack.Delivered.Select(note => note.Text));
        Assert.All(_slack.Perhaps, Assert.False);
    }

    [Fact]
    public async Task A_channel_that_is_down_delays_only_itself()
    {
        await NotesAsync(
            (2, NoteTarget.Thread, "one"),
            (2, NoteTarget.IssueComment, "one"),
            (3, NoteTarget.Thread, "two"),
            (3, NoteTarget.IssueComment, "two")
        );
        _slack.Answer = _ => Delivery.Later("Slack is down.");
        var retryAt = await PublishAsync();
        Assert.True(retryAt > _open.Time.GetUtcNow());
        Assert.Equal(["one", "two"], _issue.Delivered.Select(note => note.Text));
        Assert.Equal(["one"], _slack.Tried.Select(note => note.Text));
        _slack.Answer = _ => Delivery.Done;
        Assert.Null(await PublishAsync());
        Assert.Equal(["one", "two"], _slack.Delivered.Select(note => note.Text));
        Assert.Equal(2, _issue.Tried.Count);
    }

    [Fact]
    public async Task After_a_failed_try_the_note_may_be_there_already()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"));
        _slack.Answer = _ => Delivery.Later("No answer.");
        await PublishAsync();
        _slack.Answer = _ => Delivery.Done;
        await PublishAsync();
        Assert.Equal([false, true], _slack.Perhaps);
    }

    [Fact]
    public async Task Older_refreshes_are_skipped_but_messages_never_are()
    {
        await NotesAsync(
            (2, NoteTarget.Header, ""),
            (2, NoteTarget.Thread, "one"),
            (3, NoteTarget.Header, ""),
            (3, NoteTarget.Thread, "two")
        );
        await PublishAsync();
        Assert.Equal(["1/2/Thread", "1/3/Thread", "1/3/Header"], _slack.Delivered.Select(note => note.Marker));
    }

    [Fact]
    public async Task A_channel_says_how_long_to_wait()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"));
        _slack.Answer = _ => Delivery.Later("Too many requests.", TimeSpan.FromMinutes(7));
        Assert.Equal(_open.Time.GetUtcNow() + TimeSpan.FromMinutes(7), await PublishAsync());
    }

    [Fact]
    public async Task A_channel_that_asks_for_no_wait_but_takes_nothing_gets_a_pause()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"));
        _slack.Answer = _ => Delivery.Later("Too many requests.", TimeSpan.Zero);
        Assert.Equal(_open.Time.GetUtcNow() + TimeSpan.FromSeconds(5), await PublishAsync());
        Assert.Equal(_open.Time.GetUtcNow() + TimeSpan.FromSeconds(10), await PublishAsync());
    }

    [Fact]
    public async Task The_pause_grows_with_each_try_up_to_a_limit()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"));
        _slack.Answer = _ => Delivery.Later("Slack is down.");
        var pauses = new List<TimeSpan>();
        for (var tries = 0; tries < 7; tries++)
            pauses.Add((await PublishAsync() - _open.Time.GetUtcNow())!.Value);
        Assert.Equal([5, 10, 20, 40, 80, 120, 120], pauses.Select(pause => pause.TotalSeconds));
    }

    [Fact]
    public async Task However_many_notes_wait_a_channel_that_is_down_gets_a_pause()
    {
        await NotesAsync([.. Enumerable.Range(2, 250).Select(version => (version, NoteTarget.Thread, $"{version}"))]);
        _slack.Answer = _ => Delivery.Later("Slack is down.");
        Assert.True(await PublishAsync() > _open.Time.GetUtcNow());
    }

    [Fact]
    public async Task More_notes_than_fit_into_one_round_continue_at_once()
    {
        await NotesAsync([.. Enumerable.Range(2, 250).Select(version => (version, NoteTarget.Thread, $"{version}"))]);
        Assert.Equal(_open.Time.GetUtcNow(), await PublishAsync());
        Assert.Null(await PublishAsync());
        Assert.Equal(250, _slack.Delivered.Count);
    }

    [Fact]
    public async Task A_bug_in_one_channel_stops_nothing_else()
    {
        await NotesAsync((2, NoteTarget.Thread, "one"), (2, NoteTarget.IssueComment, "one"));
        _slack.Answer = _ => throw new InvalidOperationException("boom");
        Assert.NotNull(await PublishAsync());
        Assert.Single(_issue.Delivered);
    }

    [Fact]
    public async Task A_store_outage_is_not_a_bug_and_the_note_is_delivered_later()
    {
        await NotesAsync((2, NoteTarget.IssueComment, "one"));
        _issue.Answer = _ => throw new StoreUnavailableException("The disk is full.");
        await Assert.ThrowsAsync<StoreUnavailableException>(PublishAsync);
        _issue.Answer = _ => Delivery.Done;
        Assert.Null(await PublishAsync());
        Assert.True(_issue.Perhaps[^1]);
        Assert.Single(_issue.Delivered);
    }

    [Fact]
    public async Task Up_to_three_waiting_messages_are_sent_one_by_one()
    {
        await NotesAsync([.. Waiting(3)]);
        await PublishAsync();
        Assert.Equal([1, 1, 1], _slack.Together);
    }

    [Fact]
    public async Task Many_waiting_messages_are_sent_together_and_in_order()
    {
        await NotesAsync([.. Waiting(9), (11, NoteTarget.Header, ""), (11, NoteTarget.IssueComment, "alone")]);
        Assert.Null(await PublishAsync());
        Assert.Equal([9, 1], _slack.Together);
        Assert.Equal(
            Enumerable.Range(2, 9).Select(version => $"1/{version}/Thread"),
            _slack.Delivered.Take(9).Select(note => note.Marker)
        );
        Assert.Equal([1], _issue.Together);
        Assert.Null(await PublishAsync());
        Assert.Equal(10, _slack.Delivered.Count);
    }

    [Fact]
    public async Task No_more_are_sent_together_than_fit_into_one_message()
    {
        await NotesAsync([
            .. Waiting(9),
            (11, NoteTarget.Thread, new string('x', 900)),
            (12, NoteTarget.Thread, "last"),
        ]);
        _slack.Room = 40;
        await PublishAsync();
        Assert.Equal([5, 4, 1, 1], _slack.Together);
        Assert.Equal(Enumerable.Range(2, 11), _slack.Delivered.Select(note => note.Version));
    }

    [Fact]
    public async Task Messages_of_a_failed_try_may_be_there_and_later_ones_are_sent_with_them()
    {
        await NotesAsync([.. Waiting(5)]);
        _slack.Answer = _ => Delivery.Later("No answer.");
        await PublishAsync();
        await NotesAsync((40, NoteTarget.Thread, "later"));
        _slack.Answer = _ => Delivery.Done;
        await PublishAsync();
        Assert.Equal([5, 6], _slack.Together);
        Assert.Equal([false, true], _slack.Perhaps);
    }

    private static IEnumerable<(int, NoteTarget, string)> Waiting(int count) =>
        Enumerable.Range(2, count).Select(version => (version, NoteTarget.Thread, $"note {version}"));

    private async Task NotesAsync(params (int Version, NoteTarget Target, string Text)[] notes)
    {
        await _open.OpenAsync();
        var run = await _open.LoadAsync();
        await _open.Journal.AppendAsync(
            new NewEntries(
                OpenRun.Id,
                run.Version,
                [],
                [.. notes.Select(note => new Note(OpenRun.Id, note.Version, note.Target, note.Text))],
                RunSummary.Of(run, _open.Time.GetUtcNow()),
                null
            ),
            OpenRun.Stop
        );
    }

    private Task<DateTimeOffset?> PublishAsync() =>
        new NotePublisher(
            _open.Journal,
            _open.Recorder,
            [_slack, _issue],
            _open.Time,
            NullLogger<NotePublisher>.Instance
        ).PublishAsync(OpenRun.Id, OpenRun.Stop);
}
