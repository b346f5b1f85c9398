using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;

namespace OlUpgrade.Spec.Storage;

/// <summary>What every journal promises. Each implementation passes all of it.</summary>
public abstract partial class JournalContract
{
    private static readonly CancellationToken Go = TestContext.Current.CancellationToken;
    private static readonly StepPlace Upgrade = new("canary", "ol-dev", "upgrade packages");

    /// <summary>A fresh, empty journal.</summary>
    protected abstract Task<(IJournal Journal, IOutbox Outbox)> MakeAsync();

    protected static RunEvent.RunRequested Request(string key = "key", params string[] hosts) =>
        new(
            key,
            Some.Requester,
            "test",
            Some.Plan(Some.Stage("web", [.. hosts.Length > 0 ? hosts : ["ol-dev"]], Some.Script()))
        );

    protected static async Task<RunId> OpenAsync(IJournal journal, RunEvent.RunRequested? request = null) =>
        Assert.IsType<Opening.Opened>(await journal.OpenAsync(request ?? Request(), Some.Time, Go)).Run;

    protected static async Task<NewEntries> NewEntriesAsync(
        IJournal journal,
        RunId id,
        long? fence,
        params RunEvent[] events
    )
    {
        var run = Run.Fold(id, await journal.ReadAsync(id, 0, Go));
        Entry[] entries =
        [
            .. events.Select((happened, index) => new Entry(id, run.Version + 1 + index, Some.Time, happened)),
        ];
        var after = entries.Aggregate(run, (fold, entry) => fold.Evolve(entry));
        return new NewEntries(id, run.Version, [.. entries], [], RunSummary.Of(after, Some.Time), fence);
    }

    [Fact]
    public async Task The_same_request_opens_one_run()
    {
        var (journal, _) = await MakeAsync();
        var first = await OpenAsync(journal);
        var second = await journal.OpenAsync(Request(), Some.Time, Go);
        Assert.Equal(new Opening.Known(first), second);
        Assert.Single(await journal.ListAsync(onlyOpen: false, 10, Go));
    }

    [Fact]
    public async Task A_host_is_in_one_open_run_at_most()
    {
        var (journal, _) = await MakeAsync();
        var first = await OpenAsync(journal, Request("one", "ol-web1", "ol-web2"));
        Assert.Equal(
            new Opening.HostTaken("ol-web2", first),
            await journal.OpenAsync(Request("two", "ol-web2", "ol-home"), Some.Time, Go)
        );
        Assert.NotEqual(first, await OpenAsync(journal, Request("three", "ol-home")));
    }

    [Fact]
    public async Task A_run_that_has_ended_frees_its_hosts()
    {
        var (journal, _) = await MakeAsync();
        var first = await OpenAsync(journal, Request("one"));
        await journal.AppendAsync(
            await NewEntriesAsync(journal, first, null, new RunEvent.RunAborted(Some.Requester, null)),
            Go
        );
        Assert.NotEqual(first, await OpenAsync(journal, Request("two")));
    }

    [Fact]
    public async Task Entries_come_back_in_order_and_as_they_were()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        RunEvent[] events =
        [
            new RunEvent.StepStarted(Upgrade, 1, 3, Facts.Empty.Add("boot-id", "b")),
            new RunEvent.StepFailed(Upgrade, 1, new Failure(FailureKind.NotBack, "gone", false), Facts.Empty),
            new RunEvent.RetryScheduled(Upgrade, 2, Some.Time.AddSeconds(30)),
        ];
        Assert.Equal(Appended.Yes, await journal.AppendAsync(await NewEntriesAsync(journal, run, null, events), Go));
        var read = await journal.ReadAsync(run, 1, Go);
        Assert.Equal([2, 3, 4], read.Select(entry => entry.Version));
        Assert.Equal(events.Select(EventCodec.Encode), read.Select(entry => EventCodec.Encode(entry.Event)));
        Assert.All(read, entry => Assert.Equal(Some.Time, entry.At));
    }

    [Fact]
    public async Task Of_two_appends_after_the_same_version_one_counts()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, null, new RunEvent.PlanMade(Digest.Of("plan")));
        Assert.Equal(Appended.Yes, await journal.AppendAsync(append, Go));
        Assert.Equal(Appended.Conflict, await journal.AppendAsync(append, Go));
        Assert.Equal(2, (await journal.ReadAsync(run, 0, Go)).Length);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_appends_nothing_more()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        var old = await journal.TakeAsync(run, "old", Some.Time, Go);
        var append = await NewEntriesAsync(journal, run, old.FencingToken, new RunEvent.PlanMade(Digest.Of("plan")));
        await journal.TakeAsync(run, "new", Some.Time, Go);
        Assert.Equal(Appended.LeaseLost, await journal.AppendAsync(append, Go));
        Assert.DoesNotContain(await journal.ReadAsync(run, 0, Go), entry => entry.Event is RunEvent.PlanMade);
    }

    [Fact]
    public async Task Each_lease_has_a_higher_fencing_token_than_any_before_and_is_in_the_journal()
    {
        var (journal, _) = await MakeAsync();
        var one = await OpenAsync(journal, Request("one", "ol-dev"));
        var two = await OpenAsync(journal, Request("two", "ol-home"));
        var first = await journal.TakeAsync(one, "a", Some.Time, Go);
        var second = await journal.TakeAsync(two, "a", Some.Time, Go);
        var third = await journal.TakeAsync(one, "b", Some.Time, Go);
        Assert.True(first.FencingToken < second.FencingToken && second.FencingToken < third.FencingToken);
        Assert.Equal(await journal.DatabaseIdAsync(Go), third.DatabaseId);
        Assert.Equal(
            [first.FencingToken, third.FencingToken],
            (await journal.ReadAsync(one, 0, Go))
                .Select(entry => entry.Event)
                .OfType<RunEvent.RunTakenOver>()
                .Select(taken => taken.Fence)
        );
    }

    [Fact]
    public async Task Every_holder_that_ever_took_a_run_is_known_and_no_other()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        await journal.TakeAsync(run, "a", Some.Time, Go);
        await journal.TakeAsync(run, "b", Some.Time, Go);
        await journal.TakeAsync(run, "a", Some.Time, Go);
        Assert.True(await journal.KnowsHolderAsync("a", Go));
        Assert.True(await journal.KnowsHolderAsync("b", Go));
        Assert.False(await journal.KnowsHolderAsync("c", Go));
    }

    [Fact]
    public async Task A_machine_belongs_to_the_run_that_claimed_it_until_that_one_has_ended()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal);
        Assert.Null(await journal.OwnerOfAsync("m1", Go));
        var append = await NewEntriesAsync(journal, run, null, new RunEvent.PlanMade(Digest.Of("plan")));
        await journal.AppendAsync(append with { Machines = ["m1", "m2"] }, Go);
        Assert.Equal(run, await journal.OwnerOfAsync("m2", Go));
        await journal.AppendAsync(
            await NewEntriesAsync(journal, run, null, new RunEvent.RunAborted(Some.Requester, null)),
            Go
        );
        Assert.Null(await journal.OwnerOfAsync("m2", Go));
    }

    [Fact]
    public async Task Notes_are_pending_in_order_from_their_append_until_they_are_delivered()
    {
        var (journal, outbox) = await MakeAsync();
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, null, new RunEvent.PlanMade(Digest.Of("plan")));
        Note[] notes = [new(run, 2, NoteTarget.Thread, "hello"), new(run, 2, NoteTarget.Header, "")];
        await journal.AppendAsync(append with { Notes = [.. notes] }, Go);
        Assert.Equal(notes.Select(note => new PendingNote(note, 0)), await outbox.PendingAsync(run, 10, Go));
        await outbox.TryingAsync([notes[0]], Go);
        Assert.Equal([1, 0], (await outbox.PendingAsync(run, 10, Go)).Select(pending => pending.Tries));
        await outbox.TryingAsync([.. notes], Go);
        Assert.Equal([2, 1], (await outbox.PendingAsync(run, 10, Go)).Select(pending => pending.Tries));
        await outbox.DeliveredAsync([notes[0]], Go);
        Assert.Equal([notes[1]], (await outbox.PendingAsync(run, 10, Go)).Select(pending => pending.Note));
        Assert.Equal([run], await outbox.WaitingAsync(Go));
    }

    [Fact]
    public async Task A_refused_append_writes_no_notes()
    {
        var (journal, outbox) = await MakeAsync();
        var run = await OpenAsync(journal);
        var append = await NewEntriesAsync(journal, run, fence: 99, new RunEvent.PlanMade(Digest.Of("plan")));
        await journal.AppendAsync(append with { Notes = [new(run, 2, NoteTarget.Thread, "hello")] }, Go);
        Assert.Empty(await outbox.PendingAsync(run, 10, Go));
    }

    [Fact]
    public async Task A_reopened_run_takes_its_hosts_and_machines_again_unless_another_run_has_one()
    {
        var (journal, _) = await MakeAsync();
        var run = await OpenAsync(journal, Request("one", "ol-dev"));
        await journal.AppendAsync(
            await NewEntriesAsync(journal, run, null, new RunEvent.RunAborted(Some.Requester, "no")),
            Go
        );
        var other = await OpenAsync(journal, Request("two", "ol-dev"));
        var back = new RunEvent.RollbackAsked("all", ["ol-dev"], Some.Requester, null, false);
        var reopening = await NewEntriesAsync(journal, run, null, back) with
        {
            ReacquiredHosts = ["ol-dev"],
            Machines = ["m1"],
        };
        Assert.Equal(Appended.HostTaken, await journal.AppendAsync(reopening, Go));
        Assert.Equal(2, (await journal.ReadAsync(run, 0, Go)).Length);
        await journal.AppendAsync(
            await NewEntriesAsync(journal, other, null, new RunEvent.RunAborted(Some.Requester, "no")),
            Go
        );
        Assert.Equal(Appended.Yes, await journal.AppendAsync(reopening, Go));
        Assert.Equal(run, await journal.OwnerOfAsync("m1", Go));
        Assert.IsType<Opening.HostTaken>(await journal.OpenAsync(Request("three", "ol-dev"), Some.Time, Go));
    }

    [Fact]
    public async Task Only_open_runs_are_listed_as_open_newest_first()
    {
        var (journal, _) = await MakeAsync();
        var one = await OpenAsync(journal, Request("one", "ol-dev"));
        var two = await OpenAsync(journal, Request("two", "ol-home"));
        await journal.AppendAsync(
            await NewEntriesAsync(journal, one, null, new RunEvent.RunAborted(Some.Requester, "no")),
            Go
        );
        Assert.Equal([two], (await journal.ListAsync(onlyOpen: true, 10, Go)).Select(run => run.Run));
        Assert.Equal([two, one], (await journal.ListAsync(onlyOpen: false, 10, Go)).Select(run => run.Run));
        Assert.Equal(RunStatus.Aborted, (await journal.ListAsync(onlyOpen: false, 10, Go))[1].Status);
    }
}
