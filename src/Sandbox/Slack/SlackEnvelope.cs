using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// A payload that the app must acknowledge within three seconds. Each delivery has a new envelope ID; acknowledging any
/// of them counts.
/// </summary>
internal sealed class SlackEnvelope(string type, JsonObject payload)
{
    private readonly List<string> _ids = [];

    public JsonObject Payload { get; } = payload;

    /// <summary>Called when the app acknowledges it, with the app's payload.</summary>
    public Action<JsonObject?>? Acknowledged { get; init; }

    /// <summary>Called with the error when it is not acknowledged.</summary>
    public Action<string>? Failed { get; init; }

    /// <summary>True for events, the only envelopes that are sent again.</summary>
    public bool IsEvent { get; } = type == "events_api";

    /// <summary>How often it was sent again.</summary>
    public int Retries { get; set; }

    /// <summary>True once it is acknowledged or given up.</summary>
    public bool IsClosed { get; private set; }

    private ITimer? Alarm { get; set; }

    public bool Has(string id) => _ids.Contains(id);

    public void SetAlarm(TimeProvider clock, TimeSpan delay, Action<SlackEnvelope> ring)
    {
        Alarm?.Dispose();
        Alarm = clock.CreateTimer(_ => ring(this), null, delay, Timeout.InfiniteTimeSpan);
    }

    public void Close()
    {
        IsClosed = true;
        Alarm?.Dispose();
    }

    /// <summary>The envelope as JSON, under a new ID.</summary>
    public JsonObject Send(string id)
    {
        _ids.Add(id);
        var envelope = new JsonObject
        {
            ["envelope_id"] = id,
            ["type"] = type,
            ["accepts_response_payload"] = !IsEvent,
            ["payload"] = Payload.DeepClone(),
        };
        if (IsEvent)
        {
            envelope["retry_attempt"] = Retries;
            envelope["retry_reason"] = Retries > 0 ? "timeout" : "";
        }
        return envelope;
    }
}
