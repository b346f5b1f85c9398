using System.Text.Json.Nodes;

namespace OlUpgrade.Sandbox.Emulation;

/// <summary>
/// The fault switches over HTTP, at /_sandbox/faults. GET lists the armed faults, POST arms one from JSON
/// ({"fault":"lose-answer","match":"chat.postMessage","times":2}), DELETE disarms all. Unknown keys are an error.
/// </summary>
internal sealed class OutagesApi(Outages outages, TimeProvider clock)
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

    private string? Arm(JsonObject? request)
    {
        if (request is null)
            return "send a JSON object, for example {\"fault\":\"lose-answer\",\"match\":\"chat.postMessage\"}";
        if (request.FirstOrDefault(pair => !Keys.Contains(pair.Key)).Key is { } unknown)
            return $"unknown key {unknown}";
        if (Number(request, "times") is < 1)
            return "times must be at least 1";
        return ArmKind(request);
    }

    private string? ArmKind(JsonObject request)
    {
        var match = JsonText.String(request["match"]) ?? "";
        var times = Number(request, "times") ?? 1;
        switch (JsonText.String(request["fault"]))
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
                outages.FailNext(match, Number(request, "status") ?? 502, times, Acts(request), Headers(request));
                return null;
            case "rate-limit":
                outages.RateLimitNext(match, Number(request, "retry_after"), times);
                return null;
            case "down":
                outages.DownUntil(clock.GetUtcNow() + TimeSpan.FromSeconds(Number(request, "seconds") ?? 30));
                return null;
            default:
                return "fault must be one of lose-answer, hold-answer, lose-request, fail, rate-limit, down";
        }
    }

    private static bool Acts(JsonObject request) => JsonText.Flag(request["acts"]);

    private static int? Number(JsonObject request, string name) => JsonText.Number(request[name]);

    private static Dictionary<string, string> Headers(JsonObject request) =>
        (request["headers"] as JsonObject ?? []).ToDictionary(
            pair => pair.Key,
            pair => JsonText.String(pair.Value) ?? ""
        );
}
