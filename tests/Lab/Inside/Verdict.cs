using System.Text.Json.Nodes;

namespace OlUpgrade.Lab.Inside;

/// <summary>A run as <c>olupgrade status --json</c> and <c>olupgrade journal --json</c> show it.</summary>
internal sealed class Verdict(JsonNode status, JsonArray journal)
{
    public string Status => (string)status["status"]!;

    /// <summary>The sentences that say why it does not continue.</summary>
    public string Problems => string.Join('\n', status["problems"]!.AsArray());

    /// <summary>
    /// Each failure, oldest first: its stored kind and its sentence. Not that a host did not answer when all were asked
    /// at once before the plan: on a busy machine it may, and it is asked again.
    /// </summary>
    public IReadOnlyList<(string Kind, string Sentence)> Failures =>
        [
            .. Of("step-failed")
                .Where(one => !IsSlowAnswer(Payload(one)))
                .Select(one => Payload(one)["failure"]!)
                .Select(failure => ($"{failure["kind"]}", $"{failure["sentence"]}")),
        ];

    /// <summary>The entries with this event, oldest first.</summary>
    public IReadOnlyList<JsonNode> Of(string happened) =>
        [.. journal.OfType<JsonNode>().Where(one => (string?)one["event"] == happened)];

    /// <summary>The entries with this event of one step.</summary>
    public IReadOnlyList<JsonNode> Of(string happened, string host, string step) =>
        [
            .. Of(happened)
                .Where(one => Payload(one)["place"] is { } at && $"{at["host"]}" == host && $"{at["step"]}" == step),
        ];

    /// <summary>The evidence of a step that succeeded.</summary>
    public JsonNode Evidence(string host, string step) =>
        Payload(Assert.Single(Of("step-succeeded", host, step)))["evidence"]!;

    /// <summary>When this event of a step was journaled.</summary>
    public DateTimeOffset At(string happened, string host, string step) =>
        (DateTimeOffset)Of(happened, host, step)[0]["at"]!;

    /// <summary>The status and the payload of each entry except the plan, one a line.</summary>
    public override string ToString() =>
        $"{Status}\n{string.Join('\n', journal.Skip(1).Select(one => Payload(one!).ToJsonString()))}";

    private static bool IsSlowAnswer(JsonNode failed) =>
        $"{failed["place"]!["stage"]}" is "survey" or "preflight" && $"{failed["failure"]!["kind"]}" == "unreachable";

    private static JsonNode Payload(JsonNode entry) => entry["payload"]!;
}
