using Microsoft.Extensions.Logging;

namespace OlUpgrade.Slack.Socket;

/// <summary>
/// Hands each envelope to the listener and says what to answer. An envelope that was heard is not handed on again;
/// one whose listener failed is, when Slack sends it again. Several connections may use it: one signal is heard at a
/// time.
/// </summary>
internal sealed class SlackDispatcher(
    Func<SlackSignal, CancellationToken, Task<string?>> listener,
    TimeSpan patience,
    TimeProvider time,
    ILogger log
) : IDisposable
{
    /// <summary>More than Slack can have unacknowledged; the oldest are forgotten.</summary>
    public const int Remembered = 1000;

    private const string Apology =
        "Something went wrong here and the command was not carried out. Try again, or ask an operator.";

    private readonly Dictionary<string, string?> _heard = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>The acknowledgement, or null when none may be sent.</summary>
    public async Task<byte[]?> DispatchAsync(SlackEnvelope envelope, CancellationToken cancellation)
    {
        if (envelope.Signal is not { } signal)
            return envelope.Id is null ? null : SlackEnvelope.Ack(envelope.Id, null);
        await _turn.WaitAsync(cancellation);
        try
        {
            return await HearOnceAsync(envelope, signal, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<byte[]?> HearOnceAsync(
        SlackEnvelope envelope,
        SlackSignal signal,
        CancellationToken cancellation
    )
    {
        if (envelope.OnceId is not null && _heard.TryGetValue(envelope.OnceId, out var said))
            return Answer(envelope, said);
        try
        {
            var text = await ListenAsync(signal, cancellation);
            Remember(envelope.OnceId, text);
            return Answer(envelope, text);
        }
        // Whatever the listener throws, the socket must live on: the signal is simply not acknowledged.
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            log.LogError(fault, "A signal from Slack ({Type}) could not be taken in.", envelope.Type);
            return signal is SlackSignal.SlashCommand ? Answer(envelope, Apology) : null;
        }
    }

    private async Task<string?> ListenAsync(SlackSignal signal, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(patience, time);
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
        _heard[id] = text;
        _order.Enqueue(id);
        if (_order.Count > Remembered)
            _heard.Remove(_order.Dequeue());
    }
}
