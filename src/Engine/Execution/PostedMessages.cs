using System.Collections.Concurrent;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Storage;

namespace OlUpgrade.Execution;

/// <summary>
/// Finds the run that posted a message. People see a message before the journal records it, and may answer it in
/// between: a caller can wait for that append, and <see cref="QuestionOpened"/> is the time to read their answers.
/// </summary>
public sealed class PostedMessages : IDisposable
{
    private readonly IJournal _journal;
    private readonly Recorder _recorder;
    private readonly TimeProvider _time;

    /// <summary>The question that each open run asked last, so that it is announced once.</summary>
    private readonly ConcurrentDictionary<RunId, (string Gate, DateTimeOffset AskedAt)> _asked = new();

    private TaskCompletionSource _recorded = NewSignal();

    public PostedMessages(IJournal journal, Recorder recorder, TimeProvider time)
    {
        (_journal, _recorder, _time) = (journal, recorder, time);
        _recorder.RunChanged += OnRunChanged;
    }

    /// <summary>
    /// Raised once each time that a run begins to wait for an answer to a message. Answers that were given before, even
    /// while no service ran, can be counted from now on. A handler must be quick and must not throw.
    /// </summary>
    public event EventHandler<QuestionOpenedEventArgs>? QuestionOpened;

    /// <summary>The run's message, with the run as it is now; null if no run posted it.</summary>
    /// <param name="message">As the person who answers it saw it.</param>
    /// <param name="patience">
    /// How long to wait for an append that records the message. Waits only while a run is posting one.
    /// </param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    public async Task<RunMessage?> FindAsync(PostedMessage message, TimeSpan patience, CancellationToken cancellation)
    {
        // Both are read before the index: what is recorded after that is in the index, or ends the wait.
        var (recorded, isPosting) = (Volatile.Read(ref _recorded).Task, IsPosting());
        if (await LookUpAsync(message, cancellation) is { } found)
            return found;
        return isPosting && patience > TimeSpan.Zero
            ? await AwaitAsync(message, recorded, patience, cancellation)
            : null;
    }

    public void Dispose() => _recorder.RunChanged -= OnRunChanged;

    private async Task<RunMessage?> AwaitAsync(
        PostedMessage message,
        Task recorded,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var timeout = Task.Delay(patience, _time, stop.Token);
        RunMessage? found = null;
        for (var isOver = false; found is null && !isOver; )
        {
            await Task.WhenAny(recorded, timeout);
            cancellation.ThrowIfCancellationRequested();
            // The last look finds what another process has recorded, which raises no event here.
            (recorded, isOver) = (Volatile.Read(ref _recorded).Task, timeout.IsCompleted || !IsPosting());
            found = await LookUpAsync(message, cancellation);
        }

        await stop.CancelAsync();
        return found;
    }

    private async Task<RunMessage?> LookUpAsync(PostedMessage message, CancellationToken cancellation) =>
        await _journal.FindMessageAsync(message, cancellation) is { } origin
        && await _recorder.LoadAsync(origin.Run, cancellation) is { } run
            ? new RunMessage(message, run, origin.Place)
            : null;

    /// <summary>True while a step is in flight whose message may be there already, and is in no index yet.</summary>
    private bool IsPosting() =>
        _recorder.Known.Any(run =>
            !run.IsSettled
            && run.InFlight.Any(place =>
                run.Plan!.Step(place).Work is Work.PostHeader or Work.PostPlan or Work.AskApproval
            )
        );

    private void OnRunChanged(object? sender, RunChangedEventArgs change)
    {
        if (change.Entries.Any(entry => PostedMessage.RecordedBy(entry.Event) is not null))
            Interlocked.Exchange(ref _recorded, NewSignal()).TrySetResult();
        Announce(change.Run);
    }

    private void Announce(Run run)
    {
        if (run.IsSettled)
        {
            _asked.TryRemove(run.Id, out _);
            return;
        }

        if (OpenQuestion.Of(run) is not { } question || run.Gate(question.Gate.Name).AskedAt is not { } askedAt)
            return;
        var asked = (question.Gate.Name, askedAt);
        if (_asked.TryGetValue(run.Id, out var known) && known == asked)
            return;
        _asked[run.Id] = asked;
        QuestionOpened?.Invoke(this, new QuestionOpenedEventArgs(question));
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
