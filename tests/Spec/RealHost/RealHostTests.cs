using System.Globalization;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Spec.RealHost;

/// <summary>The same <c>olupgrade serve</c> that operators start upgrades a real host.</summary>
public sealed class RealHostTests : IClassFixture<LoopbackSshd>
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    private readonly LoopbackSshd _sshd;

    public RealHostTests(LoopbackSshd sshd)
    {
        Assert.SkipUnless(LoopbackSshd.IsInstalled, "no sshd on this machine: install openssh-server");
        _sshd = sshd;
    }

    [Fact]
    public async Task A_run_on_a_real_host_goes_from_the_command_to_the_closed_issue()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        PinTo(scene, _sshd.HostKey);
        scene.OpenGate();
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        await scene.Whispered("Run 1 of *A line on a real host* is open");
        await scene.Eyes.Question();
        await RefusedToTheRequester(scene);
        await scene.Approve();
        await scene.Eyes.Said("The run succeeded.");
        Assert.Contains("Succeeded", await scene.Status("Succeeded"), StringComparison.Ordinal);
        Assert.Equal(1, scene.Lines);
        LedgerIsThere(scene.Ledger);
        await TheIssueIsClosed(scene);
        var journal = await scene.Cli("mek", "journal");
        Assert.Equal((2, true), (journal.Code, journal.Output.Contains("No run is open.", StringComparison.Ordinal)));
        var events = await scene.Journal();
        Assert.Equal("run-succeeded", (string?)events[^1]!["event"]);
        await scene.KillAsync();
        await NoSecretAnywhere(scene, events.ToJsonString());
    }

    [Fact]
    public async Task A_killed_service_finds_the_running_command_again_and_runs_nothing_twice()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        PinTo(scene, _sshd.HostKey);
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        await scene.Approve();
        await Support.Eventually.True("the command at work", () => scene.Lines == 1);
        await scene.KillAsync();
        await scene.ServeAsync();
        await scene.Logged("said at the end of the line");
        Assert.DoesNotContain("run-succeeded", (await scene.Journal()).ToJsonString(), StringComparison.Ordinal);
        scene.OpenGate();
        await scene.Eyes.Said("The run succeeded.");
        Assert.Equal(1, scene.Lines);
        var events = (await scene.Journal())
            .Where(one => $"{one!["payload"]!["place"]?["step"]}" == "write a line")
            .ToList();
        Assert.Single(events, one => (string?)one!["event"] == "step-started");
        Assert.Equal(("step-succeeded", 1), ((string?)events[^1]!["event"], (int?)events[^1]!["payload"]!["attempt"]));
        Assert.Contains("said at the end of the line", events[^1]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(scene.Eyes.Plans);
        Assert.Equal(1, scene.Issues);
    }

    [Fact]
    public async Task A_drained_host_gets_the_end_of_its_silence_and_is_out_of_service_until_it_is_returned()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        PinTo(scene, _sshd.HostKey);
        await scene.ServeAsync();
        scene.Type("/upgrade start drained");
        await scene.Approve();
        await Support.Eventually.True("the host drained", () => scene.SilentUntil is { Length: 20 });
        var end = DateTimeOffset.Parse(scene.SilentUntil!, CultureInfo.InvariantCulture);
        Assert.InRange(end - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30));
        await scene.KillAsync();
        await scene.ServeAsync();
        Assert.NotNull(scene.SilentUntil);
        scene.OpenGate();
        await scene.Eyes.Said("The run succeeded.");
        Assert.Null(scene.SilentUntil);
        var started = (await scene.Journal())
            .Where(one => (string?)one!["event"] == "step-started")
            .Select(one => $"{one!["payload"]!["place"]?["step"]}")
            .ToList();
        Assert.Equal((1, 1), (started.Count(step => step == "drain"), started.Count(step => step == "return")));
    }

    [Fact]
    [Fault(18)]
    public async Task An_unknown_host_key_pauses_the_run_until_it_is_trusted()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        scene.OpenGate();
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        var status = await scene.Status("Paused");
        Assert.Contains("olupgrade trust here", status, StringComparison.Ordinal);
        Assert.Contains(_sshd.HostKey.Fingerprint, status, StringComparison.Ordinal);
        scene.Type("/upgrade status 1");
        await scene.Whispered("olupgrade trust here");
        var wrong = await scene.Cli(
            null,
            "trust",
            "here",
            "--fingerprint",
            "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        );
        Assert.Equal((1, false), (wrong.Code, File.Exists(scene.KnownHosts)));
        var trusted = await scene.Cli(null, "trust", "here", "--fingerprint", _sshd.HostKey.Fingerprint);
        Assert.Equal((0, OwnersFile), (trusted.Code, new FileInfo(scene.KnownHosts).UnixFileMode));
        Assert.Equal(0, (await scene.Cli("mek", "resume")).Code);
        await scene.Approve();
        await scene.Eyes.Said("The run succeeded.");
        Assert.Equal(1, scene.Lines);
    }

    [Fact]
    [Fault(18)]
    public async Task A_changed_host_key_stops_the_run_and_both_fingerprints_are_shown()
    {
        await using var scene = await RealHostScene.StartAsync(_sshd);
        PinTo(scene, _sshd.HostKey);
        scene.OpenGate();
        await scene.ServeAsync();
        scene.Type("/upgrade start line");
        await scene.Eyes.Question();
        PinTo(scene, LoopbackSshd.KeyOf(_sshd.KeyFile));
        _sshd.Signal("-KILL", _sshd.Sessions());
        await scene.Approve();
        await scene.Eyes.Said("The key of here has changed");
        await scene.Eyes.Said(_sshd.HostKey.Fingerprint);
        await scene.Eyes.Said(LoopbackSshd.KeyOf(_sshd.KeyFile).Fingerprint);
        var status = await scene.Status("Paused");
        Assert.Contains("olupgrade trust here", status, StringComparison.Ordinal);
        Assert.Equal((0, false), (scene.Lines, Directory.Exists(scene.Ledger)));
        Assert.Equal("open", (string?)scene.Issue["state"]);
    }

    private void PinTo(RealHostScene scene, HostKey key) =>
        KnownHosts.Pin(scene.KnownHosts, "127.0.0.1", _sshd.Port, key);

    private static async Task RefusedToTheRequester(RealHostScene scene)
    {
        var status = await scene.Status("AwaitingApproval");
        var plan = status.Split('\n').Single(line => line.StartsWith("  plan ", StringComparison.Ordinal))[7..].Trim();
        var approval = await scene.Cli("mek", "approve", "1", "--plan", plan);
        Assert.Equal(1, approval.Code);
        Assert.Contains("someone else has to approve it", approval.Output, StringComparison.Ordinal);
        Assert.Equal(0, scene.Lines);
    }

    private static void LedgerIsThere(string ledger)
    {
        var folder = new DirectoryInfo(ledger);
        Assert.All(folder.EnumerateDirectories("*", SearchOption.AllDirectories).Append(folder), one =>
            Assert.Equal(OwnersFolder, one.UnixFileMode)
        );
        Assert.All(folder.EnumerateFiles("*", SearchOption.AllDirectories), one =>
            Assert.Equal(OwnersFile, one.UnixFileMode)
        );
        var attempt = Assert.Single(Directory.GetDirectories(Path.Combine(ledger, "attempts")));
        Assert.Equal("0", File.ReadAllText(Path.Combine(attempt, "exit-code")).Trim());
        Assert.Contains("echo once", File.ReadAllText(Path.Combine(attempt, "script")), StringComparison.Ordinal);
    }

    private static async Task TheIssueIsClosed(RealHostScene scene)
    {
        await Support.Eventually.True("a closed issue", () => (string?)scene.Issue["state"] == "closed");
        Assert.Contains("- [x] here", (string?)scene.Issue["body"], StringComparison.Ordinal);
        Assert.Contains("cdrini approved the plan", scene.Comments, StringComparison.Ordinal);
        Assert.Equal(1, scene.Eyes.Count("here: done and healthy"));
        Assert.Equal(1, scene.Eyes.Count("mek started this run"));
    }

    private static async Task NoSecretAnywhere(RealHostScene scene, string journal)
    {
        Assert.Contains("said at the end of the line", scene.Log, StringComparison.Ordinal);
        string[] places = [scene.Log, journal, scene.Issue.ToJsonString(), scene.Comments, scene.Eyes.All];
        string[] tokens =
        [
            SlackWorkspace.BotToken,
            SlackWorkspace.AppToken,
            GitHubSite.Token,
            await scene.TokenOf("mek"),
        ];
        foreach (var place in places)
        {
            foreach (var token in tokens)
                Assert.DoesNotContain(token, place, StringComparison.Ordinal);
        }
    }
}
