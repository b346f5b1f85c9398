using System.Collections.Immutable;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Outputs;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox;
using OlUpgrade.Sandbox.GitHub;
using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Ssh;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Storage;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>
/// The doctor with emulated Slack and GitHub (real HTTP), and with simulated hosts or a real sshd on loopback.
/// Everything is right until a test breaks it.
/// </summary>
internal sealed class DoctorScene : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LoopbackSshd? _sshd;
    private SimulatedFleet? _fleet;

    private DoctorScene(SandboxServers servers, LoopbackSshd? sshd)
    {
        (Servers, _sshd) = (servers, sshd);
        PrivateFolder.Make(Data);
        Directory.CreateDirectory(_folder.File("workflows"));
        WriteHosts(sshd is null ? SimulatedHosts : HostsAt(sshd.Port));
        WriteRunbook(Runbook);
        Settings = SettingsOf(sshd);
    }

    public SandboxServers Servers { get; }

    public Settings Settings { get; }

    /// <summary>This machine's clock, as the doctor reads it.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public string Data => _folder.File("data");

    public string Ledger => _folder.File("ledger");

    /// <summary>Made on first use, from the inventory as it is then.</summary>
    public SimulatedFleet Fleet => _fleet ??= MakeFleet();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<DoctorScene> StartAsync(LoopbackSshd? sshd = null) =>
        new(await SandboxServers.StartAsync(TimeProvider.System, cancellation: Cancel), sshd);

    /// <summary>Writes a file that only its owner can read.</summary>
    public string Write(string name, string text)
    {
        _folder.Write(name, text);
        SetMode(_folder.File(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return _folder.File(name);
    }

    /// <summary>Adds these permissions to the file's mode.</summary>
    public static void OpenTo(string path, UnixFileMode more) =>
        SetMode(path, OperatingSystem.IsWindows() ? more : File.GetUnixFileMode(path) | more);

    public string WriteHosts(string text) => Write("workflows/hosts.yaml", text);

    public string WriteRunbook(string text) => Write("workflows/small.yaml", text);

    public static string Runbook =>
        SmallWorkflow
            .Runbook()
            .Replace(
                "approval:",
                "rollback-branch: {repositories: [internetarchive/openlibrary], from: production}\napproval:",
                StringComparison.Ordinal
            );

    public async Task<Seen> Look(params ImmutableArray<string> only)
    {
        var checkup = new Checkup(Settings, only, Clock, _sshd is null ? new SimulatedShell(Fleet) : null);
        return new Seen(await checkup.RunAsync(Cancel).ToListAsync(Cancel));
    }

    /// <summary>Replaces a piece of this host's answer.</summary>
    public void Twist(string host, string piece, string other) => Twist(host, answer =>
        {
            Assert.Contains(piece, answer.Output, StringComparison.Ordinal);
            return answer with { Output = answer.Output.Replace(piece, other, StringComparison.Ordinal) };
        });

    /// <summary>The host's login prints this before each answer.</summary>
    public void LoginPrints(string host, string noise) => Twist(host, answer => answer with { Noise = noise });

    private void Twist(string host, Func<ShellAnswer, ShellAnswer> twist)
    {
        var truth = Fleet[host].Questions.First(one => one.Matches(HostReadiness.Script));
        Fleet[host]
            .Questions.Insert(
                0,
                new(text => text == HostReadiness.Script, (it, values) => twist(truth.Answer(it, values)))
            );
    }

    /// <summary>The ID of the journal, which is created if it does not exist.</summary>
    public async Task<string> Journal()
    {
        using var journal = new SqlJournal(
            await SqliteDatabase.OpenAsync(Path.Combine(Data, DataFolder.JournalFile), Cancel)
        );
        var id = await journal.DatabaseIdAsync(Cancel);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return id;
    }

    public void WriteLedger(string database, string fence)
    {
        Directory.CreateDirectory(Ledger);
        File.WriteAllText(Path.Combine(Ledger, "id"), "11111111111111111111111111111111\n");
        File.WriteAllText(Path.Combine(Ledger, "database"), EncodedName.Encode(database) + "\n");
        File.WriteAllText(Path.Combine(Ledger, "fence"), fence + "\n");
    }

    public async ValueTask DisposeAsync()
    {
        await Servers.DisposeAsync();
        _folder.Dispose();
    }

    public string HostsAt(int port, string more = "") =>
        $$"""
            all:
              vars:
                ansible_host: 127.0.0.1
                ansible_port: {{port}}
                ansible_user: {{Environment.UserName}}
                ansible_become: false
                olupgrade_ledger: {{Ledger}}
              children:
                web:
                  hosts:
                    ol-a:
                      olupgrade_health:
                        - {disk: /, free: 1MiB}
                    ol-b:
                      ansible_host: localhost
            {{more}}
            """;

    private const string SimulatedHosts = """
        all:
          vars:
            ansible_user: ol
          children:
            web:
              hosts:
                ol-a:
                  ansible_host: 192.0.2.1
                  olupgrade_containers: [openlibrary-web-1]
                ol-b:
                  ansible_host: 192.0.2.2
        """;

    private SimulatedFleet MakeFleet()
    {
        var hosts = new RunbookCatalog(_folder.File("workflows")).Inventory().Value!.Hosts;
        var fleet = new SimulatedFleet(hosts, TimeProvider.System);
        foreach (var host in hosts)
            HostAnswers.Teach(fleet[host.Name], host);
        return fleet;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    private Settings SettingsOf(LoopbackSshd? sshd) =>
        new()
        {
            DataFolder = Data,
            WorkflowsFolder = _folder.File("workflows"),
            People = [Person("mek", "U0MEK"), Person("cdrini", "U0DRINI")],
            Slack = new()
            {
                BaseAddress = $"{Servers.SlackApi}",
                BotTokenFile = Write("bot", SlackWorkspace.BotToken),
                AppTokenFile = Write("app", SlackWorkspace.AppToken),
            },
            GitHub = new() { BaseAddress = $"{Servers.GitHubApi}", TokenFile = Write("github", GitHubSite.Token) },
            Ssh = new() { KeyFile = sshd?.KeyFile ?? "", KnownHostsFile = sshd?.KnownHostsFile ?? "" },
        };

    public static PersonSettings Person(string name, string slack) =>
        new()
        {
            Name = name,
            Slack = [slack],
            Roles = ["operator", "approver"],
        };
}
