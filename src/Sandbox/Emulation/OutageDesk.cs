using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// The fault switches over HTTP, at /_sandbox/faults: GET shows what is armed, POST arms one fault as JSON
/// ({"fault":"lose-answer","match":"chat.postMessage","times":2}), DELETE disarms all. Unknown keys are refused.
/// </summary>
internal sealed class OutageDesk(Outages outages, TimeProvider clock)
{
    private static readonly HashSet<string> Keys =
    [
        "fault",
        "match",
        "times",
        "status",
        "acts",
        "headers",
        "retry_after",
        "seconds",
    ];

    public EmulatedReply Handle(EmulatedRequest request)
    {
        if (request.Is("DELETE"))
            outages.Clear();
        else if (request.Is("POST") && Arm(JsonText.Object(request.Body)) is { } problem)
            return EmulatedReply.Json(400, new JsonObject { ["error"] = problem });
        return EmulatedReply.Json(200, outages.ToJson());
    }

    private string? Arm(JsonObject? wish)
    {
        if (wish is null)
            return "send a JSON object, for example {\"fault\":\"lose-answer\",\"match\":\"chat.postMessage\"}";
        if (wish.FirstOrDefault(pair => !Keys.Contains(pair.Key)).Key is { } unknown)
            return $"unknown key {unknown}";
        if (Number(wish, "times") is < 1)
            return "times is at least 1";
        return ArmKind(wish);
    }

    private string? ArmKind(JsonObject wish)
    {
        var match = JsonText.String(wish["match"]) ?? "";
        var times = Number(wish, "times") ?? 1;
        switch (JsonText.String(wish["fault"]))
        {
            case "lose-answer":
                outages.LoseNextAnswer(match, times);
                return null;
            case "hold-answer":
                outages.HoldNextAnswer(match, times);
                return null;
            case "lose-request":
                outages.LoseNextRequest(match, times);
                return null;
            case "fail":
                outages.FailNext(match, Number(wish, "status") ?? 502, times, Acts(wish), Headers(wish));
                return null;
            case "rate-limit":
                outages.RateLimitNext(match, Number(wish, "retry_after"), times);
                return null;
            case "down":
                outages.DownUntil(clock.GetUtcNow() + TimeSpan.FromSeconds(Number(wish, "seconds") ?? 30));
                return null;
            default:
                return "fault is one of lose-answer, hold-answer, lose-request, fail, rate-limit, down";
        }
    }

    private static bool Acts(JsonObject wish) => JsonText.Flag(wish["acts"]);

    private static int? Number(JsonObject wish, string name) => JsonText.Number(wish[name]);

    private static Dictionary<string, string> Headers(JsonObject wish) =>
        (wish["headers"] as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => JsonText.String(pair.Value) ?? "");
}
