using Microsoft.Extensions.Logging;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Passes each envelope to the listener and returns the acknowledgement. An envelope that was handled is not passed on
/// again; one whose listener failed is, when Slack resends it. Safe for several connections: signals are handled one at
/// a time.
/// </summary>
internal sealed class SlackDispatcher(
    Func<SlackSignal, CancellationToken, Task<string?>> listener,
    TimeSpan timeout,
    TimeProvider time,
    ILogger log
) : IDisposable
{
    /// <summary>How many handled envelopes are remembered: more than Slack can have unacknowledged.</summary>
    public const int MaxRemembered = 1000;

    private const string ErrorReply =
        "The command was not carried out because of an internal error. Try again, or ask an operator.";

    private readonly Dictionary<string, string?> _handled = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The acknowledgement, or null if none may be sent.</summary>
    public async Task<byte[]?> DispatchAsync(SlackEnvelope envelope, CancellationToken cancellation)
    {
        if (envelope.Signal is not { } signal)
            return envelope.Id is null ? null : SlackEnvelope.Ack(envelope.Id, null);
        await _turn.WaitAsync(cancellation);
        try
        {
            return await HandleOnceAsync(envelope, signal, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]?> HandleOnceAsync(
        SlackEnvelope envelope,
        SlackSignal signal,
        CancellationToken cancellation
    )
    {
        if (envelope.DeduplicationId is not null && _handled.TryGetValue(envelope.DeduplicationId, out var earlier))
            return Answer(envelope, earlier);
        try
        {
            var text = await CallListenerAsync(signal, cancellation);
            Remember(envelope.DeduplicationId, text);
            return Answer(envelope, text);
        }
        // The socket must survive whatever the listener throws: the signal is simply not acknowledged.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(fault, "A Slack signal of type {Type} could not be handled.", envelope.Type);
            return signal is SlackSignal.SlashCommand ? Answer(envelope, ErrorReply) : null;
        }
    }

    private async Task<string?> CallListenerAsync(SlackSignal signal, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        return await listener(signal, either.Token).WaitAsync(either.Token);
    }

    private static byte[]? Answer(SlackEnvelope envelope, string? text) =>
        envelope.Id is null
            ? null
            : SlackEnvelope.Ack(envelope.Id, envelope.Signal is SlackSignal.SlashCommand ? text : null);

    private void Remember(string? id, string? text)
    {
        if (id is null)
            return;
        _handled[id] = text;
        _order.Enqueue(id);
        if (_order.Count > MaxRemembered)
            _handled.Remove(_order.Dequeue());
    }
}
