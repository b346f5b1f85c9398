using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// The fault switches of one emulated service. A match is a piece of "METHOD path" without regard to case, such as
/// "chat.postMessage" or "POST /repos"; an empty one matches everything. Faults strike in the order they were armed.
/// </summary>
public sealed class Outages(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<ArmedFault> _armed = [];
    private DateTimeOffset _spoiltUntil = DateTimeOffset.MinValue;
    private ArmedFault? _spoilt;

    /// <summary>How this service says "too many requests", given the seconds to wait or nothing.</summary>
    public required Func<int?, EmulatedReply> Limited { get; init; }

    /// <summary>The request is carried out, then the connection breaks without an answer.</summary>
    public void LoseNextAnswer(string match = "", int times = 1) =>
        Arm(new ArmedFault("lose-answer", match, times, Acts: true, EmulatedReply.AnswerLost));

    /// <summary>The request is carried out, and its answer is held back until the client goes away.</summary>
    public void HoldNextAnswer(string match = "", int times = 1) =>
        Arm(new ArmedFault("hold-answer", match, times, Acts: true, EmulatedReply.AnswerHeld));

    /// <summary>The connection breaks before the request arrives.</summary>
    public void LoseNextRequest(string match = "", int times = 1) =>
        Arm(new ArmedFault("lose-request", match, times, Acts: false, EmulatedReply.Unreachable));

    /// <summary>Answers with a bare status, such as 502, after or before carrying the request out.</summary>
    public void FailNext(
        string match,
        int status,
        int times = 1,
        bool acts = false,
        IReadOnlyDictionary<string, string>? headers = null
    )
    {
        var reply = EmulatedReply.Text(status, $"<html><h1>{status}</h1></html>", "text/html");
        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            reply = reply.With(name, value);
        Arm(new ArmedFault("fail", match, times, acts, reply));
    }

    /// <summary>Answers as the service does when asked too often; without seconds, in its form without Retry-After.
    /// </summary>
    public void RateLimitNext(string match = "", int? retryAfterSeconds = null, int times = 1) =>
        Arm(new ArmedFault("rate-limit", match, times, Acts: false, Limited(retryAfterSeconds)));

    /// <summary>Until then every connection breaks before the request arrives.</summary>
    public void DownUntil(DateTimeOffset instant) =>
        SpoilUntil(instant, new ArmedFault("down", "", 1, Acts: false, EmulatedReply.Unreachable));

    /// <summary>Until then every request is carried out, and no answer arrives.</summary>
    public void LoseAnswersUntil(DateTimeOffset instant) =>
        SpoilUntil(instant, new ArmedFault("down", "", 1, Acts: true, EmulatedReply.AnswerLost));

    /// <summary>Until then everything is answered with a bare status, such as 503.</summary>
    public void FailUntil(DateTimeOffset instant, int status) =>
        SpoilUntil(
            instant,
            new ArmedFault(
                "down",
                "",
                1,
                Acts: false,
                EmulatedReply.Text(status, $"<html><h1>{status}</h1></html>", "text/html")
            )
        );

    /// <summary>
    /// Until then everything is answered as too much; without seconds, in the form without Retry-After.
    /// </summary>
    public void LimitUntil(DateTimeOffset instant, int? retryAfterSeconds) =>
        SpoilUntil(instant, new ArmedFault("down", "", 1, Acts: false, Limited(retryAfterSeconds)));

    /// <summary>Disarms everything and brings the service back.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
            _spoiltUntil = DateTimeOffset.MinValue;
        }
    }

    internal JsonObject ToJson()
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["armed"] = new JsonArray([.. _armed.Select(fault => fault.ToJson())]),
                ["down_until"] = _spoiltUntil > clock.GetUtcNow() ? _spoiltUntil.ToString("O") : null,
            };
        }
    }

    internal EmulatedReply Pass(EmulatedRequest request, Func<EmulatedRequest, EmulatedReply> act)
    {
        if (Strike(request) is not { } fault)
            return act(request);

        if (fault.Acts)
            act(request);
        return fault.Reply;
    }

    private ArmedFault? Strike(EmulatedRequest request)
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() < _spoiltUntil)
                return _spoilt;

            var at = _armed.FindIndex(fault => fault.Strikes(request));
            return at < 0 ? null : Spend(at);
        }
    }

    private ArmedFault Spend(int at)
    {
        var fault = _armed[at];
        if (fault.Times > 1)
            _armed[at] = fault with { Times = fault.Times - 1 };
        else
            _armed.RemoveAt(at);
        return fault;
    }

    private void SpoilUntil(DateTimeOffset instant, ArmedFault fault)
    {
        lock (_gate)
            (_spoiltUntil, _spoilt) = (instant, fault);
    }

    private void Arm(ArmedFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        lock (_gate)
            _armed.Add(fault);
    }
}
