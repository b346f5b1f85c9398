using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Support;
using OlUpgrade.Spec.Wire;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What Slack answers to calls of its Web API: a value or a failure, never an exception.</summary>
[Collection(FuzzCollection.Name)]
public sealed class SlackAnswerFuzzTests
{
    private const string Me = """{"ok":true,"team":"OL","team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""";

    private static readonly PostedMessage Head = new("C1", "100.1");

    private static readonly Dictionary<string, Func<SlackClient, CancellationToken, Task>> Calls = new(
        StringComparer.Ordinal
    )
    {
        ["status"] = async (slack, cancel) => await slack.StatusAsync(cancel),
        ["socket"] = async (slack, cancel) => Check(await slack.OpenSocketAsync(cancel)),
        ["post"] = async (slack, cancel) => Check(await slack.PostAsync(new("C1", "x", null, "m"), cancel)),
        ["find"] = async (slack, cancel) =>
            Check(await slack.FindByMarkerAsync("C1", null, "m", DateTimeOffset.UnixEpoch, cancel)),
        ["markers"] = async (slack, cancel) =>
            Check(await slack.MarkersAsync(Head, ["m", "n"], DateTimeOffset.UnixEpoch, cancel)),
        ["reactions"] = async (slack, cancel) => Check(await slack.ReactionsAsync("C1", "100.1", cancel)),
        ["user"] = async (slack, cancel) => Check(await slack.UserAsync("U1", cancel)),
        ["channel"] = async (slack, cancel) => Check(await slack.ChannelIdAsync("#openlibrary", cancel)),
        ["permalink"] = async (slack, cancel) => Check(await slack.PermalinkAsync("C1", "100.1", cancel)),
        ["group"] = async (slack, cancel) => Check(await slack.GroupAsync("S1", cancel)),
        ["mentions"] = async (slack, cancel) =>
            Check(await slack.MentionsInThreadAsync(Head, DateTimeOffset.UnixEpoch, cancel)),
        ["schedule"] = async (slack, cancel) =>
            Check(await slack.ScheduleAsync("C1", "x", DateTimeOffset.UnixEpoch, cancel)),
        ["scheduled"] = async (slack, cancel) => Check(await slack.ScheduledAsync(cancel)),
        ["unschedule"] = async (slack, cancel) => Check(await slack.UnscheduleAsync("C1", "Q1", cancel)),
    };

    private static readonly IReadOnlyList<byte[]> Answers = Seeds.Of(
        $"status 200 chat:write,users:read\n{Me}",
        "socket 200\n{\"ok\":true,\"url\":\"wss://slack.test/?ticket=1\"}",
        "post 200\n{\"ok\":true,\"channel\":\"C1\",\"ts\":\"100.2\",\"message\":{\"text\":\"x\"}}",
        "post 429 30\n{\"ok\":false,\"error\":\"ratelimited\"}",
        "post 200\n{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"chat:write\"}",
        "find 200\n{\"ok\":true,\"messages\":[{\"user\":\"UBOT\",\"ts\":\"100.1\",\"metadata\":{\"event_type\":"
            + "\"olupgrade\",\"event_payload\":{\"marker\":\"x\",\"more\":[\"m\"]}}}],"
            + "\"response_metadata\":{\"next_cursor\":\"abc=\"}}",
        "markers 200\n{\"ok\":true,\"messages\":[{\"bot_id\":\"BBOT\",\"ts\":\"100.1\",\"metadata\":{\"event_type\":"
            + "\"olupgrade\",\"event_payload\":{\"marker\":\"m\"}}}]}",
        "reactions 200\n{\"ok\":true,\"message\":{\"reactions\":[{\"name\":\"+1\",\"users\":[\"U1\",\"U2\"]}]}}",
        "user 200\n{\"ok\":true,\"user\":{\"id\":\"U1\",\"name\":\"mek\",\"team_id\":\"T1\",\"is_bot\":false,"
            + "\"deleted\":true,\"enterprise_user\":{\"enterprise_id\":\"E1\"}}}",
        "channel 200\n{\"ok\":true,\"channels\":[{\"id\":\"C1\",\"name\":\"openlibrary\"}]}",
        "permalink 200\n{\"ok\":true,\"permalink\":\"https://slack.test/p1\"}",
        "group 200\n{\"ok\":true,\"users\":[\"U1\",\"U2\"]}",
        "mentions 200\n{\"ok\":true,\"messages\":[{\"user\":\"U1\",\"text\":\"<@UBOT> status\",\"ts\":\"100.3\"}]}",
        "scheduled 200\n{\"ok\":true,\"scheduled_messages\":[{\"id\":\"Q1\",\"channel_id\":\"C1\","
            + "\"post_at\":1764417600,\"text\":\"x\"}]}",
        "schedule 200 application/json; charset=utf-7\n{\"ok\":true,\"scheduled_message_id\":\"Q1\"}",
        "unschedule 503 Wed, 21 Oct 2026 07:28:00 GMT\n<html>upstream error</html>"
    );

    [Fact]
    [Parser("slack-answers")]
    public void Any_answer_of_Slack_is_a_value_or_a_failure() =>
        Fuzz.Holds(new("slack-answers", Answers, Call) { MaxLength = 5 * 1024 * 1024, MaxAllocated = 1L << 30 });

    private static void Call(byte[] bytes)
    {
        var answer = AnsweredBytes.Read(bytes);
        var call = Calls.GetValueOrDefault(answer.Call) ?? Calls.Values.ElementAt(bytes.Length % Calls.Count);
        var known = answer.Call == "status" ? "/nowhere" : "/auth.test";
        using var http = new HttpClient(new FuzzedService(answer, known, Me));
        var options = new SlackOptions
        {
            BotToken = "xoxb-secret",
            AppToken = "xapp-secret",
            BaseAddress = new("https://slack.test/api"),
            PageLimit = 3,
        };
        Finished.Of(call(new SlackClient(http, options, new InlineTime()), CancellationToken.None));
    }

    private static void Check<T>(SlackReply<T> reply)
    {
        if (reply.IsGood)
            return;
        Assert.NotEmpty(reply.Failure.Sentence);
        Assert.Empty(NastyText.HarmIn(reply.Failure.Sentence));
        Assert.True(
            reply.Failure.RetryAfter is not { } wait || (wait >= TimeSpan.Zero && wait <= TimeSpan.FromHours(1))
        );
    }
}
