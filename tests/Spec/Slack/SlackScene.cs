using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Slack;

/// <summary>A client in front of a stand-in for Slack that speaks raw JSON.</summary>
internal sealed class SlackScene
{
    public SlackScene()
    {
        Options = new SlackOptions
        {
            BotToken = "xoxb-secret",
            AppToken = "xapp-secret",
            BaseAddress = new("https://slack.test/api"),
            PageLimit = 3,
        };
        Client = new SlackClient(new HttpClient(Outside), Options, Time);
        Answers(
            "auth.test",
            """
            {"ok":true,"url":"https://ol.slack.test/","team":"OL","user":"olupgrade","team_id":"T1",
             "user_id":"UBOT","bot_id":"BBOT"}
            """
        );
        Answers(
            "conversations.list",
            """
            {"ok":true,"channels":[{"id":"C1","name":"openlibrary"}],"response_metadata":{"next_cursor":""} }
            """
        );
        Answers("chat.getPermalink", """{"ok":true,"channel":"C1","permalink":"https://slack.test/p1"}""");
    }

    public Outside Outside { get; } = new();

    public InlineTime Time { get; } = new();

    public SlackOptions Options { get; }

    public SlackClient Client { get; }

    public IReadOnlyList<Asked> Posts => Calls("chat.postMessage");

    public IReadOnlyList<Asked> Calls(string method) => [.. Outside.AskedFor(Path(method))];

    public SlackScene Answers(
        string method,
        string body,
        int status = 200,
        string type = "application/json",
        string? retryAfter = null
    )
    {
        Outside.Answers(Path(method), body, status, type, retryAfter);
        return this;
    }

    public static string Path(string method) => $"POST /api/{method}";

    /// <summary>A page of a channel's history with one message of this author that carries the marker.</summary>
    public static string History(string marker, string author = "UBOT", string ts = "100.000009") =>
        $$$"""
            {"ok":true,"has_more":false,"messages":[
              {"type":"message","user":"U5","text":"hello","ts":"100.000010"},
              {"type":"message","user":"{{{author}}}","bot_id":"{{{author[1..]}}}","text":"x","ts":"{{{ts}}}",
               "metadata":{"event_type":"olupgrade","event_payload":{"marker":"{{{marker}}}"} }
              }]}
            """;

    public const string NoHistory = """{"ok":true,"messages":[],"response_metadata":{"next_cursor":""}}""";

    public const string Posted = """{"ok":true,"channel":"C1","ts":"100.000009","message":{"text":"x"}}""";
}
