using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using OlUpgrade.Runs;
using OlUpgrade.Spec.Hosting;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>Raw bytes on the port of the real service: it answers what is wrong, never that it failed itself.</summary>
[Collection(FuzzCollection.Name)]
public sealed partial class LocalApiFuzzTests
{
    /// <summary>Stands for the length of the body, whatever becomes of it.</summary>
    private const string Length = "Content-Length: auto";

    private static readonly string[] People = ["mek", "cdrini", "jim"];

    private static readonly IReadOnlyList<byte[]> Requests =
    [
        .. Seeds.Of(
            Get("/api/health", ""),
            Get("/api/runs/?open=true", "mek"),
            Get("/api/runs/1", "cdrini"),
            Get("/api/runs/1/journal?after=2", "jim"),
            Get("/api/runs/1/journal/verification", "mek"),
            Get("/api/runs/1/report", "cdrini"),
            Post(
                "/api/runs/",
                "mek",
                """{"runbook":"small","parameters":{"word":"hi"},"hosts":["ol-a"],"requestKey":"b","continues":1}"""
            ),
            Post("/api/runs/1/decisions", "cdrini", """{"decision":"approve","digest":"0123456789ab","seen":3}"""),
            Post("/api/runs/1/decisions", "jim", """{"decision":"note","key":"k","reason":"racks are moved"}"""),
            Post("/api/runs/1/decisions", "jim", """{"decision":"rollback","target":"all","emergency":false}"""),
            Post("/api/runs/1/decisions", "mek", """{"decision":"hold","reason":"so"}"""),
            "POST /api/runs/1/decisions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN-mek\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1a\r\n{\"decision\":\"hold\",\"seen\":1}\r\n0\r\n\r\n"
        ),
    ];

    /// <summary>How often each status was answered.</summary>
    private readonly Dictionary<string, int> _answers = new(StringComparer.Ordinal);

    /// <summary>
    /// Follows every case: it completes what is left open, and makes the service hang up once it has answered.
    /// </summary>
    private static readonly byte[] End = [.. "\r\n\r\n"u8, .. Encoding.ASCII.GetBytes(Get("/api/health", "mek"))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Parser("local-api")]
    public async Task Any_bytes_on_the_port_are_answered_or_hung_up_on_and_the_service_lives()
    {
        await using var scene = await ServiceScene.StartAsync();
        var tokens = People.ToDictionary(name => $"TOKEN-{name}", scene.TokenOf);
        var start = """{"runbook":"small","requestKey":"a"}""";
        Assert.Equal(200, (await scene.Call(HttpMethod.Post, "api/runs/", tokens["TOKEN-mek"], start)).Status);
        await Eventually.True("a run that waits", async () => (await scene.Run()).Status == RunStatus.AwaitingApproval);
        var target = new FuzzTarget("local-api", Requests, bytes => Send(scene.Address, Filled(bytes, tokens)))
        {
            MaxLength = 128 * 1024,
            MaxTime = TimeSpan.FromSeconds(30),
        };
        await Task.Run(() => Fuzz.Holds(target), Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", _answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"))
        );
        // Otherwise all of it would only prove that nothing arrives.
        Assert.All((string[])["200", "400"], status => Assert.Contains(status, _answers.Keys));
        Assert.Equal(200, (await scene.Call(HttpMethod.Get, "api/runs/1", tokens["TOKEN-mek"])).Status);
    }

    private void Send(Uri address, byte[] request)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 300 };
        var answer = new MemoryStream();
        try
        {
            socket.Connect(address.Host, address.Port);
            socket.Send([.. request, .. End]);
            using var stream = new NetworkStream(socket);
            stream.CopyTo(answer);
        }
        catch (Exception end) when (end is SocketException or IOException)
        {
            // Hung up on, as whoever has no token is, before all was sent; or it waits for the rest of a body.
            Assert.NotEmpty(end.Message);
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        var statuses = Status().Matches(text).Select(found => found.Groups["status"].Value).ToList();
        foreach (var status in statuses.DefaultIfEmpty("none"))
            _answers[status] = _answers.GetValueOrDefault(status) + 1;
        // An unknown version of HTTP has no other status.
        Assert.DoesNotContain(statuses, status => status[0] == '5' && status != "505");
    }

    /// <summary>The case with the tokens of this service, and with the length that the body has now.</summary>
    private static byte[] Filled(byte[] bytes, IReadOnlyDictionary<string, string> tokens)
    {
        var text = tokens.Aggregate(Encoding.Latin1.GetString(bytes), (filled, token) =>
            filled.Replace(token.Key, token.Value, StringComparison.Ordinal)
        );
        var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var length = head < 0 ? 0 : text.Length - head - 4;
        return Encoding.Latin1.GetBytes(text.Replace(Length, $"Content-Length: {length}", StringComparison.Ordinal));
    }

    private static string Get(string path, string person) =>
        $"GET {path} HTTP/1.1\r\nHost: olupgrade\r\nAuthorization: Bearer TOKEN-{person}\r\nConnection: close\r\n\r\n";

    private static string Post(string path, string person, string json) =>
        $"POST {path} HTTP/1.1\r\nHost: olupgrade\r\nAuthorization: Bearer TOKEN-{person}\r\n"
        + $"Content-Type: application/json\r\n{Length}\r\nConnection: close\r\n\r\n{json}";

    [GeneratedRegex(
        @"^HTTP/1\.1 (?<status>[0-9]{3})",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Status();
}
