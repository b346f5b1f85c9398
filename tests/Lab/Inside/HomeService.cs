using OlUpgrade.Lab.Fleet;

namespace OlUpgrade.Lab.Inside;

/// <summary>
/// The published service on a host of the lab, installed as docs/operating.md says, with its own user, unit and
/// settings. systemd starts it, also after a reboot. Tests use its command line on that host.
/// </summary>
internal sealed class HomeService(LabFleet fleet, string home, TempFolder folder, HttpClient http)
    : UpgradeService(fleet, folder, http)
{
    private const string Install = """
        set -eu
        umask 022
        cp -r /srv/shared/olupgrade /opt/olupgrade
        useradd --system --home-dir /nonexistent --shell /usr/sbin/nologin olupgrade
        cp -r /srv/shared/settings /etc/olupgrade
        chown -R olupgrade: /etc/olupgrade
        chmod -R go= /etc/olupgrade
        cp /opt/olupgrade/Systemd/olupgrade.service /etc/systemd/system/
        mkdir -p /etc/needrestart/conf.d
        cp /opt/olupgrade/Systemd/needrestart.conf /etc/needrestart/conf.d/olupgrade.conf
        install -d -m 700 -o olupgrade -g olupgrade /var/lib/olupgrade-service
        systemctl daemon-reload
        """;

    private readonly LabFleet _fleet = fleet;
    private readonly TempFolder _folder = folder;
    private string _token = "";
    private string _log = "";

    public override string Log => _log;

    /// <summary>
    /// Installs it and starts it with systemd. Returns when the service has reported that it is ready.
    /// </summary>
    public override async Task ServeAsync()
    {
        await CopyAsync(await PublishedProgram.FolderAsync(), "olupgrade");
        await CopyAsync(WriteSettings(), "settings");
        await _fleet.ExecAsync(home, Install);
        _token = await TokenAsync("mek");
        var end = await _fleet.TryExecAsync(home, "systemctl enable --now olupgrade");
        Assert.True(end.Code == 0, $"{end.Error}{await JournalAsync()}");
    }

    /// <summary>Kills it with SIGKILL; systemd restarts it.</summary>
    public override async Task KillAsync() => await _fleet.ExecAsync(home, "systemctl kill -s KILL olupgrade");

    /// <summary>The status of run 1; empty while there is no run or no answer.</summary>
    public override async Task<string> StatusAsync()
    {
        // A host that goes down may swallow the answer: the call takes at most 20 s, and the next poll tries again.
        var end = await CliAsync("status", "1", "--json");
        if (end.Code == 0)
            return (string?)System.Text.Json.Nodes.JsonNode.Parse(end.Output)!["status"] ?? "";
        _log = await JournalAsync();
        return "";
    }

    public override Task<ToolEnd> CliAsync(params string[] arguments) =>
        _fleet.TryExecAsync(
            home,
            $"cd /etc/olupgrade; set -a; . ./environment; OLUPGRADE_TOKEN='{_token}'; export OLUPGRADE_TOKEN; "
                + "exec timeout -k 2 20 setpriv --reuid olupgrade --regid olupgrade "
                + $"--clear-groups /opt/olupgrade/olupgrade {string.Join(' ', arguments)}"
        );

    /// <summary>A systemd property of its unit.</summary>
    public async Task<string> PropertyAsync(string name) =>
        (await _fleet.SshAsync(home, $"systemctl show --property={name} --value olupgrade")).Trim();

    private async Task<string> JournalAsync() =>
        (await _fleet.TryExecAsync(home, "journalctl --no-pager --lines=200 --unit=olupgrade")).Output;

    private async Task CopyAsync(string from, string name) =>
        (await Tool.RunAsync(TimeSpan.FromMinutes(1), "cp", ["-r", from, Path.Combine(_fleet.Shared, name)])).Good();

    /// <summary>
    /// Writes everything that goes to /etc/olupgrade: the usual settings, with the paths of that host.
    /// </summary>
    private string WriteSettings()
    {
        var settings = Directory.CreateDirectory(_folder.File("settings")).FullName;
        var values = Settings(_fleet, _folder, 8417);
        values["OLUPGRADE__DATAFOLDER"] = "/var/lib/olupgrade-service";
        values["OLUPGRADE__WORKFLOWSFOLDER"] = "/etc/olupgrade/workflows";
        foreach (
            var (name, file) in values.Where(value => value.Key.EndsWith("FILE", StringComparison.Ordinal)).ToList()
        )
        {
            File.Copy(file, Path.Combine(settings, Path.GetFileName(file)));
            values[name] = $"/etc/olupgrade/{Path.GetFileName(file)}";
        }

        File.WriteAllLines(Path.Combine(settings, "environment"), values.Select(value => $"{value.Key}={value.Value}"));
        var workflows = Directory.CreateDirectory(Path.Combine(settings, "workflows")).FullName;
        foreach (var file in Directory.GetFiles(_folder.File("workflows")))
            File.Copy(file, Path.Combine(workflows, Path.GetFileName(file)));
        return settings;
    }
}
