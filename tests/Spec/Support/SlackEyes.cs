using System.Text.Json.Nodes;
using OlUpgrade.Sandbox.Slack;

namespace OlUpgrade.Spec.Support;

/// <summary>What people see in the emulated channel, and nothing else.</summary>
internal sealed class SlackEyes(SlackWorkspace slack)
{
    public const string Channel = "C0OPENLIB";

    public IReadOnlyList<JsonObject> Messages => [.. slack.Messages(Channel).OfType<JsonObject>()];

    public IReadOnlyList<JsonObject> Plans =>
        [.. Messages.Where(message => Text(message).StartsWith("*Plan of run", StringComparison.Ordinal))];

    /// <summary>Everything that was posted, metadata included.</summary>
    public string All => slack.Messages(Channel).ToJsonString();

    public static string Text(JsonObject message) => (string?)message["text"] ?? "";

    public int Count(string piece) =>
        Messages.Count(message => Text(message).Contains(piece, StringComparison.Ordinal));

    /// <summary>The timestamp of the message that asks for a thumbs-up.</summary>
    public Task<string> Question() =>
        Eventually.Found("a plan in the channel", () => Plans.Select(plan => (string?)plan["ts"]).FirstOrDefault());

    public Task Said(string piece) =>
        Eventually.Found(
            $"\"{piece}\" in the channel",
            () => Task.FromResult(Count(piece) > 0 ? piece : null),
            () => string.Join("\n---\n", Messages.Select(Text))
        );

    public Task Whispered(string user, string piece) =>
        Eventually.Found(
            $"\"{piece}\" visible to {user} only",
            () =>
                Task.FromResult(
                    slack.Ephemerals(user).FirstOrDefault(text => text.Contains(piece, StringComparison.Ordinal))
                ),
            () => string.Join("\n---\n", slack.Ephemerals(user))
        );
}
