using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Checks everything that a run needs, in parallel, and reports it in a fixed order. Needs no running service and
/// changes nothing. Every check has a time limit, so one that hangs does not block the others.
/// </summary>
/// <param name="only">The hosts to check; empty for the whole inventory.</param>
/// <param name="settingsFiles">The files that the settings were read from; null for none.</param>
/// <param name="simulated">Replaces SSH if there are no real hosts; null for real ones.</param>
internal sealed class Checkup(
    Settings settings,
    ImmutableArray<string> only,
    TimeProvider time,
    IHostShell? simulated = null,
    IReadOnlyList<string>? settingsFiles = null
)
{
    private readonly SettingsParts _parts = SettingsCheck.PartsOf(settings, needsSsh: simulated is null);
    private readonly TimedCheck _check = new(time);

    /// <summary>The findings in order, each as soon as it and all before it are known.</summary>
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var workflows = WorkflowFindings.Of(_parts.WorkflowsFolder);
        var journal = JournalSnapshot.ReadAsync(_parts.DataFolder, cancellation);
        var options = SshOptionsOf.Settings(_parts.Ssh);
        using var ssh = new SshShell(options, name => workflows.Inventory?.Find(name), time);
        List<Task<ImmutableArray<Finding>>> checks =
        [
            _check.RunAsync("settings", _ => Task.FromResult(SettingsAndFiles()), cancellation),
            _check.RunAsync("data folder", _ => DataAsync(journal), cancellation),
            Task.FromResult(workflows.Findings),
            .. Services(new ServiceCheckup(_parts, http, time), workflows, cancellation),
            _check.RunAsync("SSH", _ => Task.FromResult(Ssh(options, workflows.Inventory)), cancellation),
            .. Hosts(options, ssh, workflows.Inventory, journal, cancellation),
        ];
        foreach (var check in checks)
        {
            foreach (var finding in await check)
                yield return finding;
        }
    }

    private ImmutableArray<Finding> SettingsAndFiles() =>
        SettingsFindings.Of(
            settings,
            _parts,
            new ServiceFiles(settings, _parts, settingsFiles ?? [], ServiceFiles.IsContainer)
        );

    private async Task<ImmutableArray<Finding>> DataAsync(Task<JournalSnapshot> journal) =>
        _parts.DataFolder is { } folder
            ? [.. DataFolderFindings.Of(folder), DataFolderFindings.OfJournal(await journal)]
            : [];

    private IEnumerable<Task<ImmutableArray<Finding>>> Services(
        ServiceCheckup services,
        WorkflowFindings workflows,
        CancellationToken cancellation
    ) =>
        [
            _check.RunAsync("Slack", ct => services.SlackAsync(workflows.Runbooks, settings, ct), cancellation),
            _check.RunAsync("Slack", services.SocketAsync, cancellation),
            _check.RunAsync("GitHub", ct => services.GitHubAsync(workflows.Runbooks, ct), cancellation),
            _check.RunAsync("clock", services.ClockAsync, cancellation),
        ];

    private ImmutableArray<Finding> Ssh(SshOptions options, Inventory? inventory) =>
        simulated is null
            ?
            [
                .. SshFindings.OfKey(options),
                .. SshFindings.OfKnownHosts(options.KnownHostsFile, inventory?.Hosts ?? []),
            ]
            : [];

    private IEnumerable<Task<ImmutableArray<Finding>>> Hosts(
        SshOptions options,
        SshShell ssh,
        Inventory? inventory,
        Task<JournalSnapshot> journal,
        CancellationToken cancellation
    )
    {
        var canLogIn = simulated is not null || SshIdentity.ProblemOf(options) is null;
        var probe = new HostProbe(
            canLogIn ? simulated ?? ssh : null,
            new HostKeyReader(options, name => inventory?.Find(name), time),
            time
        );
        var chosen = (inventory?.Hosts ?? []).Where(host => only.IsEmpty || only.Contains(host.Name));
        var snapshots = chosen.Select(host => probe.AskAsync(host, cancellation)).ToList();
        return [.. snapshots.Select(snapshot => OfHostAsync(snapshot, journal)), OfFleetAsync(snapshots)];
    }

    private static async Task<ImmutableArray<Finding>> OfHostAsync(
        Task<HostSnapshot> snapshot,
        Task<JournalSnapshot> journal
    ) => HostFindings.Of(await snapshot, await journal);

    private static async Task<ImmutableArray<Finding>> OfFleetAsync(IEnumerable<Task<HostSnapshot>> snapshots) =>
        HostFindings.OfFleet(await Task.WhenAll(snapshots));
}
