using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Sandbox.Drill;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;

namespace OlUpgrade.Spec.Execution;

/// <summary>A message leads to its run, also for people who answer it before the journal records it.</summary>
public sealed class PostedMessagesTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly RunId Id = new(1);
    private static readonly PostedMessage Header = new("C1", "1.000001");
    private static readonly PostedMessage Plan = new("C1", "2.000001");

    private readonly MemoryJournal _journal = new();
    private readonly MovableTime _time = new(Some.Time);
    private readonly Recorder _recorder;
    private readonly PostedMessages _messages;
    private readonly List<OpenQuestion> _opened = [];
    private Lease? _lease;

    public PostedMessagesTests()
    {
        _recorder = new Recorder(_journal, _time);
        _messages = new PostedMessages(_journal, _recorder, _time);
        _messages.QuestionOpened += (_, opened) => _opened.Add(opened.Question);
    }

    private static CancellationToken Go => TestContext.Current.CancellationToken;

    public void Dispose() => _messages.Dispose();

    [Fact]
    public async Task A_recorded_message_is_found_at_once_with_its_run_and_its_purpose()
    {
        await AskAsync();
        var header = await _messages.FindAsync(Header, TimeSpan.Zero, Go);
        Assert.Equal((Id, BuiltInSteps.Header, true), (header!.Run.Id, header.Place, header.IsHeader));
        Assert.Null(header.Gate);
        Assert.Null(header.OpenQuestion);
        var plan = await _messages.FindAsync(Plan, TimeSpan.Zero, Go);
        Assert.Equal((ReservedNames.PrepareStage, false), (plan!.Gate?.Name, plan.IsHeader));
        Assert.Equal(Plan, plan.OpenQuestion?.Message);
    }

    [Fact]
    public async Task A_question_that_was_answered_is_known_and_open_no_more()
    {
        await AskAsync();
        await SayAsync(new PersonsCommand.Abort(Some.Requester, null));
        var plan = await _messages.FindAsync(Plan, TimeSpan.Zero, Go);
        Assert.Equal(ReservedNames.PrepareStage, plan!.Gate?.Name);
        Assert.Null(plan.OpenQuestion);
    }

    [Fact]
    public async Task While_no_run_posts_anything_a_message_of_no_run_is_not_waited_for()
    {
        await AskAsync();
        var found = _messages.FindAsync(new PostedMessage("C1", "9.000001"), Patience, Go);
        Assert.True(found.IsCompleted);
        Assert.Null(await found);
    }

    [Fact]
    public async Task Without_patience_a_message_that_is_being_posted_is_not_waited_for()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        Assert.Null(await _messages.FindAsync(Header, TimeSpan.Zero, Go));
    }

    [Fact]
    public async Task Whoever_is_quicker_than_the_append_is_woken_by_it()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        Task<RunMessage?>[] found = [.. Enumerable.Range(0, 3).Select(_ => _messages.FindAsync(Header, Patience, Go))];
        Assert.All(found, one => Assert.False(one.IsCompleted));
        await PostedAsync(BuiltInSteps.Header, Header);
        foreach (var one in found)
            Assert.True((await one)!.IsHeader);
    }

    [Fact]
    public async Task Another_message_that_is_recorded_meanwhile_does_not_end_the_wait()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        var found = _messages.FindAsync(new PostedMessage("C1", "9.000001"), Patience, Go);
        var other = await OpenAsync("other", "ol-home");
        await BeginAsync(BuiltInSteps.Header, other);
        await PostedAsync(BuiltInSteps.Header, Plan, other);
        Assert.False(found.IsCompleted);
        await PostedAsync(BuiltInSteps.Header, Header);
        Assert.Null(await found);
    }

    [Fact]
    public async Task The_wait_ends_when_patience_does()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        var found = _messages.FindAsync(Header, Patience, Go);
        _time.Advance(Patience - TimeSpan.FromMilliseconds(1));
        Assert.False(found.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await found);
    }

    [Fact]
    public async Task What_another_process_recorded_is_found_when_patience_ends()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        var found = _messages.FindAsync(Header, Patience, Go);
        var elsewhere = new Recorder(_journal, _time);
        var outcome = new RunCommand.ReportOutcome(Key(BuiltInSteps.Header, Id), Done(Header));
        await elsewhere.RecordAsync(Id, outcome, _lease, Go);
        _time.Advance(Patience);
        Assert.True((await found)!.IsHeader);
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        await OpenAsync();
        await BeginAsync(BuiltInSteps.Header);
        using var stop = new CancellationTokenSource();
        var found = _messages.FindAsync(Header, Patience, stop.Token);
        await stop.CancelAsync();
        _time.Advance(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => found);
    }

    [Fact]
    public async Task A_question_opens_once_however_often_its_run_changes_after_that()
    {
        await AskAsync();
        Assert.Equal(Plan, Assert.Single(_opened).Message);
        await SayAsync(new PersonsCommand.Note("key", Some.Requester, "the fans are loud"));
        await SayAsync(new PersonsCommand.Halt(Some.Requester, null));
        await SayAsync(new PersonsCommand.Resume(null, Some.Requester, null));
        Assert.Single(_opened);
    }

    [Fact]
    public async Task A_question_that_was_posted_while_its_run_was_on_hold_opens_when_the_run_goes_on()
    {
        await OpenAsync();
        await PostAsync(BuiltInSteps.Header, Header);
        await PlanAsync();
        await BeginAsync(BuiltInSteps.PlanMessage);
        await SayAsync(new PersonsCommand.Halt(Some.Requester, null));
        await PostedAsync(BuiltInSteps.PlanMessage, Plan);
        Assert.Empty(_opened);
        await SayAsync(new PersonsCommand.Resume(null, Some.Requester, null));
        Assert.Equal(Plan, Assert.Single(_opened).Message);
    }

    [Fact]
    public async Task A_question_that_is_asked_again_opens_again()
    {
        await AskAsync();
        _time.Advance(Some.Rule.Expires);
        await SayAsync(new RunCommand.Expire(ReservedNames.PrepareStage));
        await SayAsync(new PersonsCommand.Resume(null, Some.Requester, null));
        Assert.Equal([Plan, Plan], _opened.Select(question => question.Message));
    }

    [Fact]
    public async Task Once_disposed_it_follows_no_run_any_more()
    {
        _messages.Dispose();
        await AskAsync();
        Assert.Empty(_opened);
    }

    /// <summary>A run whose plan is posted and waits for its approval.</summary>
    private async Task AskAsync()
    {
        await OpenAsync();
        await PostAsync(BuiltInSteps.Header, Header);
        await PlanAsync();
        await PostAsync(BuiltInSteps.PlanMessage, Plan);
    }

    private async Task<RunId> OpenAsync(string key = "key", string host = "ol-dev")
    {
        var plan = Some.Plan(Some.Stage("canary", [host], Some.Script()));
        var opening = await _journal.OpenAsync(new(key, Some.Requester, "test", plan), _time.GetUtcNow(), Go);
        var run = Assert.IsType<Opening.Opened>(opening).Run;
        var lease = await _journal.TakeAsync(run, "test", _time.GetUtcNow(), Go);
        if (run == Id)
            _lease = lease;
        return run;
    }

    /// <summary>What lies between the header and the plan.</summary>
    private async Task PlanAsync()
    {
        await BeginAsync(BuiltInSteps.Survey("ol-dev"));
        await ReportAsync(BuiltInSteps.Survey("ol-dev"), Outcome.Done(("machine-id", new string('a', 32))));
        await SayAsync(new RunCommand.MakePlan(ImmutableDictionary<string, RunId>.Empty));
        await BeginAsync(BuiltInSteps.Issue);
        await ReportAsync(BuiltInSteps.Issue, Outcome.Done(("number", "7")));
    }

    private async Task PostAsync(StepPlace place, PostedMessage message)
    {
        await BeginAsync(place);
        await PostedAsync(place, message);
    }

    private async Task BeginAsync(StepPlace place, RunId? run = null)
    {
        var id = run ?? Id;
        var fence = (await _recorder.LoadAsync(id, Go))!.FencingToken;
        await SayAsync(new RunCommand.BeginStep(Key(place, id), fence, Facts.Empty), id);
    }

    private Task PostedAsync(StepPlace place, PostedMessage message, RunId? run = null) =>
        ReportAsync(place, Done(message), run);

    private Task ReportAsync(StepPlace place, Outcome outcome, RunId? run = null) =>
        SayAsync(new RunCommand.ReportOutcome(Key(place, run ?? Id), outcome), run);

    private async Task SayAsync(RunCommand command, RunId? run = null)
    {
        var recorded = await _recorder.RecordAsync(run ?? Id, command, null, Go);
        Assert.True(recorded.IsChanged, recorded.Refusal?.Sentence);
    }

    private static StepKey Key(StepPlace place, RunId run) => new(run, place, 1);

    private static Outcome Done(PostedMessage message) =>
        Outcome.Done((PostedMessage.ChannelFact, message.Channel), (PostedMessage.TsFact, message.Ts));
}
