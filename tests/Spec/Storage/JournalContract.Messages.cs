using OlUpgrade.Plans;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Storage;

public abstract partial class JournalContract
{
    protected static readonly PostedMessage Header = new("C1", "1.000001");
    private static readonly PostedMessage Plan = new("C1", "2.000001");

    [Fact]
    public async Task A_message_leads_to_its_run_and_step_from_the_append_that_records_it()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        Assert.Null(await journal.FindMessageAsync(Header, Go));
        var append = await NewEntriesAsync(
            journal,
            run,
            null,
            Posted(BuiltInSteps.Header, Header),
            Posted(BuiltInSteps.PlanMessage, Plan)
        );
        Assert.Equal(Appended.Yes, await journal.AppendAsync(append, Go));
        Assert.Equal(new MessageOrigin(run, BuiltInSteps.Header), await journal.FindMessageAsync(Header, Go));
        Assert.Equal(new MessageOrigin(run, BuiltInSteps.PlanMessage), await journal.FindMessageAsync(Plan, Go));
        Assert.Null(await journal.FindMessageAsync(Header with { Channel = "C2" }, Go));
        Assert.Null(await journal.FindMessageAsync(Header with { Ts = "1.000009" }, Go));
    }

    [Fact]
    public async Task A_step_that_posted_nothing_and_a_step_that_failed_lead_nowhere()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        var evidence = Facts.Empty.Add(PostedMessage.ChannelFact, Plan.Channel).Add(PostedMessage.TsFact, Plan.Ts);
        var survey = BuiltInSteps.Survey("ol-dev");
        RunEvent[] events =
        [
            new RunEvent.StepSucceeded(survey, 1, Facts.Empty.Add(PostedMessage.ChannelFact, Header.Channel)),
            new RunEvent.StepFailed(survey, 2, new Failure(FailureKind.ExitCode, "exit code 1", false), evidence),
        ];
        await journal.AppendAsync(await NewEntriesAsync(journal, run, null, events), Go);
        Assert.Null(await journal.FindMessageAsync(Header, Go));
        Assert.Null(await journal.FindMessageAsync(Plan, Go));
    }

    [Fact]
    public async Task Two_runs_keep_their_messages_apart()
    {
        var (journal, _) = await MakeAsync();
        var one = await OpenAsync(journal, Request("one", "ol-dev"));
        var two = await OpenAsync(journal, Request("two", "ol-home"));
        await PostAsync(journal, one, BuiltInSteps.Header, Header);
        await PostAsync(journal, two, BuiltInSteps.Header, Plan);
        Assert.Equal(one, (await journal.FindMessageAsync(Header, Go))!.Run);
        Assert.Equal(two, (await journal.FindMessageAsync(Plan, Go))!.Run);
    }

    [Fact]
    public async Task The_step_that_recorded_a_message_first_keeps_it()
    {
        var (journal, _) = await MakeAsync();
        var one = await OpenAsync(journal, Request("one", "ol-dev"));
        var two = await OpenAsync(journal, Request("two", "ol-home"));
        await PostAsync(journal, one, BuiltInSteps.Header, Header);
        Assert.Equal(Appended.Yes, await PostAsync(journal, one, BuiltInSteps.Header, Header));
        Assert.Equal(Appended.Yes, await PostAsync(journal, two, Upgrade, Header));
        Assert.Equal(new MessageOrigin(one, BuiltInSteps.Header), await journal.FindMessageAsync(Header, Go));
    }

    [Fact]
    public async Task A_refused_append_posts_no_message()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, fence: 99, Posted(BuiltInSteps.Header, Header));
        Assert.Equal(Appended.LeaseLost, await journal.AppendAsync(append, Go));
        Assert.Null(await journal.FindMessageAsync(Header, Go));
        var late = await NewEntriesAsync(journal, run, null, Posted(BuiltInSteps.Header, Header));
        await journal.AppendAsync(
            await NewEntriesAsync(journal, run, null, new RunEvent.PlanMade(Digest.Of("plan"))),
            Go
        );
        Assert.Equal(Appended.Conflict, await journal.AppendAsync(late, Go));
        Assert.Null(await journal.FindMessageAsync(Header, Go));
    }

    [Fact]
    public async Task A_run_that_expired_has_no_entries_notes_or_messages_and_keeps_its_number()
    {
        var (journal, outbox) = await MakeAsync();
        var old = await OpenAsync(journal, Request("one", "ol-dev"));
        var other = await OpenAsync(journal, Request("two", "ol-home"));
        await PostAsync(journal, old, BuiltInSteps.Header, Header);
        await PostAsync(journal, other, BuiltInSteps.Header, Plan);
        var end = await NewEntriesAsync(journal, old, null, new RunEvent.RunAborted(Some.Requester, null));
        await journal.AppendAsync(end with { Notes = [new(old, 3, NoteTarget.Thread, "aborted")] }, Go);
        Assert.True(await journal.ExpireAsync(old, Some.Time, Go));
        Assert.Null(await journal.FindMessageAsync(Header, Go));
        Assert.Empty(await journal.ReadAsync(old, 0, Go));
        Assert.Empty(await outbox.PendingAsync(old, 10, Go));
        Assert.Equal(other, (await journal.FindMessageAsync(Plan, Go))!.Run);
        Assert.False(await journal.ExpireAsync(old, Some.Time, Go));
        Assert.Equal(new RunId(other.Number + 1), await OpenAsync(journal, Request("one", "ol-dev")));
    }

    [Fact]
    public async Task An_open_run_does_not_expire()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        await PostAsync(journal, run, BuiltInSteps.Header, Header);
        Assert.False(await journal.ExpireAsync(run, Some.Time, Go));
        Assert.Equal(run, (await journal.FindMessageAsync(Header, Go))!.Run);
        Assert.Equal(2, (await journal.ReadAsync(run, 0, Go)).Length);
    }

    /// <summary>The event with which a step records the message that it posted.</summary>
    protected static RunEvent Posted(StepPlace place, PostedMessage message) =>
        new RunEvent.StepSucceeded(
            place,
            1,
            Facts.Empty.Add(PostedMessage.ChannelFact, message.Channel).Add(PostedMessage.TsFact, message.Ts)
        );

    private static async Task<Appended> PostAsync(
        IJournal journal,
        RunId run,
        StepPlace place,
        PostedMessage message
    ) => await journal.AppendAsync(await NewEntriesAsync(journal, run, null, Posted(place, message)), Go);
}
