using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Workflows;

/// <summary>A token that somebody types as a parameter starts nothing, is shown nowhere, and is not repeated.</summary>
public sealed class SecretParameterTests
{
    private const string Refusal =
        "The value of word looks like a token or a private key. A parameter is shown in Slack, on the tracking issue";

    public static TheoryData<string> Secrets =>
        [
            $"ghp_{new string('a', 36)}",
            $"see xoxb-{new string('1', 24)} for more",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            SlackWorkspace.BotToken,
        ];

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task It_is_refused_at_every_door(string secret)
    {
        await using var scene = await ServiceScene.StartAsync();
        var json = $$"""{"runbook":"small","requestKey":"k","parameters":{"word":"{{secret}}"} }""";
        var (status, body) = await scene.Call(HttpMethod.Post, "api/runs/", scene.TokenOf("mek"), json);
        Assert.Equal((400, "bad-input"), (status, (string?)body!["code"]));
        Assert.StartsWith(Refusal, (string?)body["sentence"], StringComparison.Ordinal);
        Assert.DoesNotContain(secret, body.ToJsonString(), StringComparison.Ordinal);
        foreach (var verb in (string[])["start", "plan"])
        {
            scene.Type($"/upgrade {verb} small word=\"{secret}\"", ServiceScene.Mek);
            await Eventually.True($"an answer to {verb}", () => Refusals(scene) == (verb == "start" ? 1 : 2));
        }

        Assert.Empty(await scene.Events());
        Assert.DoesNotContain(scene.Servers.Slack.Ephemerals(ServiceScene.Mek), text =>
            text.Contains(secret, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(secret, scene.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_resembles_one_is_a_value_like_any_other()
    {
        await using var scene = await ServiceScene.StartAsync();
        scene.Type("/upgrade start small word=ghp_short");
        await scene.Eyes.Question();
        Assert.Equal(1, scene.Eyes.Count("word: `ghp_short`"));
    }

    private static int Refusals(ServiceScene scene) =>
        scene
            .Servers.Slack.Ephemerals(ServiceScene.Mek)
            .Count(text => text.Contains(Refusal, StringComparison.Ordinal));
}
