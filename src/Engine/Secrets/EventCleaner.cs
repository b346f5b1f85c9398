using System.Text.Json;
using System.Text.Json.Nodes;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Secrets;

/// <summary>
/// The one filter before the journal: no secret is in what hosts, services and people said, and nothing hidden. What
/// identifies something (places, accounts, keys, digests) and what runs (a plan) stays as it is.
/// </summary>
public sealed class EventCleaner(Redactor redactor)
{
    /// <summary>The fields with words from outside, or with a table of them.</summary>
    private static readonly HashSet<string> Texts =
    [
        "sentence",
        "doubt",
        "reason",
        "text",
        "why",
        "evidence",
        "before",
        "proof",
        "differences",
        "name",
    ];

    /// <summary>The stored names of the fields that are cleaned, in all events.</summary>
    public static IReadOnlySet<string> Fields => Texts;

    /// <summary>The event as it is recorded; the same one if nothing had to be removed.</summary>
    public RunEvent Clean(RunEvent happened)
    {
        if (happened is RunEvent.RunRequested asked)
            return asked with { Requester = asked.Requester with { Name = Clean(asked.Requester.Name) } };
        return happened is RunEvent.RollbackPlanned ? happened : CleanFields(happened);
    }

    /// <summary>What a person said of a host, as it is recorded.</summary>
    public FleetEvent.Returned Clean(FleetEvent.Returned returned) =>
        returned.Reason is { } reason ? returned with { Reason = Clean(reason) } : returned;

    private RunEvent CleanFields(RunEvent happened)
    {
        var json = JsonSerializer.SerializeToNode(happened, EventCodec.Options)!.AsObject();
        return CleanIn(json) ? json.Deserialize<RunEvent>(EventCodec.Options)! : happened;
    }

    private string Clean(string text) => OutsideText.Visible(redactor.Clean(text));

    /// <summary>True if a text in the object has changed.</summary>
    private bool CleanIn(JsonObject json)
    {
        var isChanged = false;
        foreach (var (name, value) in json.ToList())
            isChanged |= Texts.Contains(name)
                ? CleanAll(json, name, value)
                : value is JsonObject inner && CleanIn(inner);
        return isChanged;
    }

    private bool CleanAll(JsonObject json, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject inner when name is "evidence" or "before" or "proof":
                return inner.ToList().Aggregate(false, (any, fact) => CleanAll(inner, fact.Key, fact.Value) || any);
            case JsonObject inner:
                return CleanIn(inner);
            case JsonArray list:
                return CleanList(list);
            case JsonValue one when one.GetValueKind() == JsonValueKind.String:
                var text = one.GetValue<string>();
                var cleaned = Clean(text);
                if (cleaned == text)
                    return false;
                json[name] = cleaned;
                return true;
            default:
                return false;
        }
    }

    private bool CleanList(JsonArray list)
    {
        var isChanged = false;
        for (var at = 0; at < list.Count; at++)
        {
            if (list[at] is not JsonValue one || one.GetValueKind() != JsonValueKind.String)
                continue;
            var cleaned = Clean(one.GetValue<string>());
            if (cleaned == one.GetValue<string>())
                continue;
            list[at] = cleaned;
            isChanged = true;
        }

        return isChanged;
    }
}
