using OlUpgrade.Execution;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// Reads back what the socket did not deliver: everything after a silence, and a question's reactions when its run
/// begins to wait for them. A read-back that fails is tried again, 5 times in all, 5 s apart.
/// </summary>
public sealed class SlackReadBack(
    ReactionSignals reactions,
    Mentions mentions,
    PostedMessages messages,
    StoreWatch store,
    TimeProvider time,
    ILogger<SlackReadBack> logger
) : IHostedService, IDisposable
{
    private const int MaxTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        messages.QuestionOpened += OnQuestionOpened;
        store.Recovered += OnStoreRecovered;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        messages.QuestionOpened -= OnQuestionOpened;
        store.Recovered -= OnStoreRecovered;
        return _stop.CancelAsync();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Begins to read back everything, and returns at once.</summary>
    public void StartAll()
    {
        Start("Reactions", reactions.ReadBackAsync);
        Start("Mentions", mentions.ReadBackAsync);
    }

    private void OnQuestionOpened(object? sender, QuestionOpenedEventArgs opened) =>
        Start("Reactions", cancellation => reactions.ReadBackAsync(opened.Question, cancellation));

    private void OnStoreRecovered(object? sender, EventArgs e) => StartAll();

    private void Start(string what, Func<CancellationToken, Task<bool>> readBack) =>
        _ = ReadBackAsync(what, readBack, _stop.Token);

    private async Task ReadBackAsync(
        string what,
        Func<CancellationToken, Task<bool>> readBack,
        CancellationToken cancellation
    )
    {
        for (var tried = 1; !await TryAsync(what, readBack, tried, cancellation) && tried < MaxTries; tried++)
            await Task.Delay(Pause, time, cancellation);
    }

    private async Task<bool> TryAsync(
        string what,
        Func<CancellationToken, Task<bool>> readBack,
        int tried,
        CancellationToken cancellation
    )
    {
        try
        {
            return await readBack(cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            logger.LogError(fault, "{What} could not be read back (try {Try} of {Max})", what, tried, MaxTries);
            return false;
        }
    }
}
