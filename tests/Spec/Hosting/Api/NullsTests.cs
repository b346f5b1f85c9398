namespace OlUpgrade.Spec.Hosting.Api;

/// <summary>Null where JSON must have a value: the caller's mistake, and not the service's.</summary>
public sealed class NullsTests
{
    [Fact]
    public async Task Null_in_place_of_a_value_is_bad_input()
    {
        await using var scene = await ServiceScene.StartAsync();
        var token = scene.TokenOf("mek");
        var start = """{"runbook":"small","requestKey":"a"}""";
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, "api/runs/", token, start)).Status);
        foreach (
            var (path, json) in ((string, string)[])
                [
                    ("api/runs/", """{"runbook":"small","requestKey":"b","parameters":{"word":null}}"""),
                    ("api/runs/", """{"runbook":"small","requestKey":"b","hosts":[null]}"""),
                    ("api/runs/", """{"runbook":"small","requestKey":null}"""),
                    ("api/runs/", "null"),
                    ("api/runs/1/decisions", """{"decision":null}"""),
                    ("api/runs/1/decisions", "null"),
                    ("api/runs/1/decisions", """{"decision":"hold","reason":"\ud800"}"""),
                ]
        )
            Assert.Equal((json, 400), (json, (await scene.Call(HttpMethod.Post, path, token, json)).Status));
        Assert.Empty(await scene.Events(2));
        Assert.DoesNotContain("run-halted", string.Concat(await scene.Events()), StringComparison.Ordinal);
    }
}
