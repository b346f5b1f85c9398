using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// The fault switches of one emulated service. A match is a part of "METHOD path", ignoring case, such as
/// "chat.postMessage" or "POST /repos"; an empty one matches everything. Faults strike in the order in which they were
/// armed.
/// </summary>
public sealed class Outages(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly List<ArmedFault> _armed = [];
    private DateTimeOffset _outageUntil = DateTimeOffset.MinValue;
    private ArmedFault? _outage;

    /// <summary>Creates this service's "too many requests" reply from the seconds to wait, or from null.</summary>
    public required Func<int?, EmulatedReply> Limited { get; init; }

    /// <summary>Carries the request out, then breaks the connection without an answer.</summary>
    public void LoseNextAnswer(string match = "", int times = 1) =>
        Arm(new ArmedFault("lose-answer", match, times, Acts: true, EmulatedReply.AnswerLost));

    /// <summary>Carries the request out, but holds the answer back until the client disconnects.</summary>
    public void HoldNextAnswer(string match = "", int times = 1) =>
        Arm(new ArmedFault("hold-answer", match, times, Acts: true, EmulatedReply.AnswerHeld));

    /// <summary>Breaks the connection before the request arrives.</summary>
    public void LoseNextRequest(string match = "", int times = 1) =>
        Arm(new ArmedFault("lose-request", match, times, Acts: false, EmulatedReply.Unreachable));

    /// <summary>Answers with a bare status such as 502.</summary>
    /// <param name="acts">True if the request is carried out first.</param>
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

    /// <summary>
    /// Answers as the service does to too many requests; without seconds, the reply has no Retry-After.
    /// </summary>
    public void RateLimitNext(string match = "", int? retryAfterSeconds = null, int times = 1) =>
        Arm(new ArmedFault("rate-limit", match, times, Acts: false, Limited(retryAfterSeconds)));

    /// <summary>Until then, breaks every connection before the request arrives.</summary>
    public void DownUntil(DateTimeOffset instant) =>
        BreakUntil(instant, new ArmedFault("down", "", 1, Acts: false, EmulatedReply.Unreachable));

    /// <summary>Until then, carries every request out but lets no answer arrive.</summary>
    public void LoseAnswersUntil(DateTimeOffset instant) =>
        BreakUntil(instant, new ArmedFault("down", "", 1, Acts: true, EmulatedReply.AnswerLost));

    /// <summary>Until then, answers everything with a bare status such as 503.</summary>
    public void FailUntil(DateTimeOffset instant, int status) =>
        BreakUntil(
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
    /// Until then, answers everything as too many requests; without seconds, the reply has no Retry-After.
    /// </summary>
    public void LimitUntil(DateTimeOffset instant, int? retryAfterSeconds) =>
        BreakUntil(instant, new ArmedFault("down", "", 1, Acts: false, Limited(retryAfterSeconds)));

    /// <summary>Disarms all faults and ends any outage.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
            _outageUntil = DateTimeOffset.MinValue;
        }
    }

    internal JsonObject ToJson()
    {
        lock (_gate)
        {
            return new JsonObject
            {
                ["armed"] = new JsonArray([.. _armed.Select(fault => fault.ToJson())]),
                ["down_until"] = _outageUntil > clock.GetUtcNow() ? _outageUntil.ToString("O") : null,
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
            if (clock.GetUtcNow() < _outageUntil)
                return _outage;

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

    private void BreakUntil(DateTimeOffset instant, ArmedFault fault)
    {
        lock (_gate)
            (_outageUntil, _outage) = (instant, fault);
    }

    private void Arm(ArmedFault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1);
        lock (_gate)
            _armed.Add(fault);
    }
}
