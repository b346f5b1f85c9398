using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Slack;

/// <summary>
/// One thing that the app must take within three seconds. Each delivery carries a new envelope ID around the same
/// payload; an acknowledgement of any of them counts.
/// </summary>
internal sealed class SlackEnvelope(string type, JsonObject payload)
{
    private readonly List<string> _ids = [];

    public JsonObject Payload { get; } = payload;

    /// <summary>What follows when the app takes it, with what the app sends along.</summary>
    public Action<JsonObject?>? Taken { get; init; }

    /// <summary>What follows when nobody takes it, with the error.</summary>
    public Action<string>? Failed { get; init; }

    /// <summary>Only events are sent again.</summary>
    public bool IsEvent { get; } = type == "events_api";

    /// <summary>How often it has been sent again.</summary>
    public int Retries { get; set; }

    /// <summary>Taken by the app, or given up.</summary>
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

    /// <summary>The envelope as it goes over the wire, under this new ID.</summary>
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
