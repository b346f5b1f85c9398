using System.Text.Json.Nodes;

namespace OlUpgrade.Lab.Inside;

/// <summary>What <c>olupgrade status --json</c> and <c>olupgrade journal --json</c> say of a run.</summary>
internal sealed class Verdict(JsonNode status, JsonArray journal)
{
    public string Status => (string)status["status"]!;

    /// <summary>The sentences that say why it stands.</summary>
    public string Problems => string.Join('\n', status["problems"]!.AsArray());

    /// <summary>Each failure, oldest first: its kind as it is stored, and its sentence.</summary>
    public IReadOnlyList<(string Kind, string Sentence)> Failures =>
        [
            .. Of("step-failed")
                .Select(one => Payload(one)["failure"]!)
                .Select(failure => ($"{failure["kind"]}", $"{failure["sentence"]}")),
        ];

    /// <summary>The entries of this event, oldest first.</summary>
    public IReadOnlyList<JsonNode> Of(string happened) =>
        [.. journal.OfType<JsonNode>().Where(one => (string?)one["event"] == happened)];

    /// <summary>The entries of this event of one step.</summary>
    public IReadOnlyList<JsonNode> Of(string happened, string host, string step) =>
        [
            .. Of(happened)
                .Where(one => Payload(one)["place"] is { } at && $"{at["host"]}" == host && $"{at["step"]}" == step),
        ];

    /// <summary>What a step brought when it succeeded.</summary>
    public JsonNode Evidence(string host, string step) =>
        Payload(Assert.Single(Of("step-succeeded", host, step)))["evidence"]!;

    /// <summary>When this event of a step was journaled.</summary>
    public DateTimeOffset At(string happened, string host, string step) =>
        (DateTimeOffset)Of(happened, host, step)[0]["at"]!;

    /// <summary>The story in one line for each entry; the plan is left out.</summary>
    public override string ToString() =>
        $"{Status}\n{string.Join('\n', journal.Skip(1).Select(one => Payload(one!).ToJsonString()))}";

    private static JsonNode Payload(JsonNode entry) => entry["payload"]!;
}
