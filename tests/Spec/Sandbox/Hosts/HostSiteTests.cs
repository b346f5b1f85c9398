using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OlUpgrade.Sandbox.Emulation;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Spec.Ssh;

namespace OlUpgrade.Spec.Sandbox.Hosts;

/// <summary>The page of the simulated hosts and its switches, over HTTP.</summary>
public sealed class HostSiteTests : IAsyncLifetime
{
    private readonly SimulatedFleet _fleet = new(
        [SomeHost.Of("ol-dev"), SomeHost.Of("ol-web1")],
        new FakeTimeProvider()
    );
    private readonly HttpClient _http = new();
    private EmulatorListener _listener = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SimulatedHost Dev => _fleet["ol-dev"];

    public async ValueTask InitializeAsync() =>
        _listener = await EmulatorListener.OpenAsync(new HostSite(_fleet), new(IPAddress.Loopback, 0), Cancel);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _listener.DisposeAsync();
    }

    [Fact]
    public async Task Every_host_is_listed_with_its_state_and_what_changed()
    {
        Dev.Packages["nginx"] = "1.22.1-9+deb12u1";
        Dev.Containers["openlibrary-web-1"] = Dev.Containers["openlibrary-web-1"] with { State = "exited" };

        var hosts = JsonNode.Parse(await _http.GetStringAsync(At("_sandbox/hosts"), Cancel))!["hosts"]!.AsArray();

        Assert.Equal(["ol-dev", "ol-web1"], hosts.Select(host => (string?)host!["name"]));
        Assert.Equal("up", (string?)hosts[0]!["state"]);
        Assert.Equal(
            [
                "container openlibrary-web-1: running openlibrary/olbase:latest "
                    + "sha256:0, now exited openlibrary/olbase:latest sha256:0",
                "package nginx: 1.22.1-9, now 1.22.1-9+deb12u1",
            ],
            hosts[0]!["changed"]!.AsArray().Select(line => (string?)line)
        );
        Assert.False((bool)hosts[0]!["containers"]![0]!["well"]!);
        Assert.Empty(hosts[1]!["changed"]!.AsArray());
    }

    [Fact]
    public async Task A_fault_is_armed_only_on_the_named_host_until_it_is_disarmed()
    {
        var (status, host) = await Post("ol-dev/faults", """{"fault":"never-back","times":2}""");

        Assert.Equal((200, "never-back, 2 times"), (status, (string?)host["faults"]![0]));
        Assert.Equal(HostFaultKind.NeverBack, Assert.Single(Dev.Faults.Waiting).Kind);
        Assert.Empty(_fleet["ol-web1"].Faults.Waiting);
        await _http.DeleteAsync(At("_sandbox/hosts/ol-dev/faults"), Cancel);
        Assert.Empty(Dev.Faults.Waiting);
    }

    [Fact]
    public async Task A_host_is_switched_off_and_on()
    {
        var boot = Dev.BootId;
        Assert.Equal("down", (string?)(await Post("ol-dev/power", """{"on":false}""")).Body["state"]);
        Assert.Equal("up", (string?)(await Post("ol-dev/power", """{"on":true}""")).Body["state"]);
        Assert.NotEqual(boot, Dev.BootId);
    }

    [Fact]
    public async Task A_repair_powers_the_host_on_and_removes_its_faults()
    {
        Dev.Faults.Inject(new HostFault(HostFaultKind.DiskFull));
        await Post("ol-dev/power", """{"on":false}""");
        var (_, host) = await Post("ol-dev/repair", "{}");
        Assert.Equal(("up", 0), ((string?)host["state"], host["faults"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("ol-dev/faults", """{"fault":"earthquake"}""", 400, "fault must be one of unreachable, answer-lost")]
    [InlineData("ol-dev/faults", """{"fault":"never-back","when":"now"}""", 400, "unknown key when")]
    [InlineData(
        "ol-dev/faults",
        """{"fault":"service-down","name":"apache"}""",
        400,
        "ol-dev has no container, service or trouble apache"
    )]
    [InlineData("ol-dev/faults", """{"fault":"never-back","times":0}""", 400, "times must be at least 1")]
    [InlineData("ol-dev/faults", "never-back", 400, "send a JSON object by POST")]
    [InlineData("ol-dev/power", "{}", 400, """send {"on":true} or {"on":false}""")]
    [InlineData("ol-dev/paint", "{}", 400, "only faults, power and repair")]
    [InlineData("ol-db1/faults", """{"fault":"never-back"}""", 404, "there is no host ol-db1")]
    public async Task A_bad_request_is_refused_with_a_sentence(string path, string body, int status, string sentence)
    {
        var answer = await Post(path, body);
        Assert.Equal(status, answer.Status);
        Assert.StartsWith(sentence, (string?)answer.Body["error"], StringComparison.Ordinal);
        Assert.Empty(Dev.Faults.Waiting);
    }

    [Fact]
    public async Task A_foreign_page_cannot_break_a_host()
    {
        using var form = new StringContent("""{"fault":"never-back"}""", Encoding.UTF8, "text/plain");
        using var response = await _http.PostAsync(At("_sandbox/hosts/ol-dev/faults"), form, Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Empty(Dev.Faults.Waiting);
    }

    [Fact]
    public async Task The_page_is_there_and_loads_nothing_from_elsewhere()
    {
        using var page = await _http.GetAsync(_listener.Address, Cancel);
        Assert.Contains(
            "default-src 'none'",
            page.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
        Assert.Contains("Hosts (sandbox)", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_has_a_sentence() =>
        Assert.All(HostFaultWords.ByName.Values, kind =>
            Assert.EndsWith(".", HostFaultWords.Sentence(kind), StringComparison.Ordinal)
        );

    private Uri At(string path) => new(_listener.Address, path);

    private async Task<(int Status, JsonObject Body)> Post(string path, string body)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await _http.PostAsync(At($"_sandbox/hosts/{path}"), content, Cancel);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!.AsObject());
    }
}
