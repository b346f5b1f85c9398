using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>
/// Looks at everything that must be right for a run, side by side, and tells it in a fixed order. Needs no running
/// service, changes nothing anywhere, and ends: each part has a limit, and what is dead does not keep back the rest.
/// </summary>
/// <param name="only">The hosts to ask; none for all of the inventory.</param>
/// <param name="simulated">Stands in for SSH where there are no real hosts; null for real ones.</param>
internal sealed class Checkup(
    Settings settings,
    ImmutableArray<string> only,
    TimeProvider time,
    IHostShell? simulated = null
)
{
    private readonly SettingsParts _parts = SettingsCheck.PartsOf(settings, needsSsh: simulated is null);
    private readonly TimedCheck _part = new(time);

    /// <summary>Each part is told as soon as it and all before it are known.</summary>
    public async IAsyncEnumerable<Finding> LookAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var workflows = WorkflowFindings.Of(_parts.WorkflowsFolder);
        var journal = JournalSnapshot.ReadAsync(_parts.DataFolder, cancellation);
        var options = SshOptionsOf.Settings(_parts.Ssh);
        using var ssh = new SshShell(options, name => workflows.Inventory?.Find(name), time);
        List<Task<ImmutableArray<Finding>>> parts =
        [
            _part.LookAsync("settings", _ => Task.FromResult(SettingsFindings.Of(settings, _parts)), cancellation),
            _part.LookAsync("data folder", _ => DataAsync(journal), cancellation),
            Task.FromResult(workflows.Findings),
            .. Services(new ServiceCheckup(_parts, http, time), workflows, cancellation),
            _part.LookAsync("SSH", _ => Task.FromResult(Ssh(options, workflows.Inventory)), cancellation),
            .. Hosts(options, ssh, workflows.Inventory, journal, cancellation),
        ];
        foreach (var part in parts)
        {
            foreach (var finding in await part)
                yield return finding;
        }
    }

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
            _part.LookAsync("Slack", ct => services.SlackAsync(workflows.Runbooks, settings, ct), cancellation),
            _part.LookAsync("Slack", services.SocketAsync, cancellation),
            _part.LookAsync("GitHub", ct => services.GitHubAsync(workflows.Runbooks, ct), cancellation),
            _part.LookAsync("clock", services.ClockAsync, cancellation),
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
        var asking = new HostProbe(
            canLogIn ? simulated ?? ssh : null,
            new HostKeyReader(options, name => inventory?.Find(name), time),
            time
        );
        var chosen = (inventory?.Hosts ?? []).Where(host => only.IsEmpty || only.Contains(host.Name));
        var asked = chosen.Select(host => asking.AskAsync(host, cancellation)).ToList();
        return [.. asked.Select(seen => OfHostAsync(seen, journal)), OfFleetAsync(asked)];
    }

    private static async Task<ImmutableArray<Finding>> OfHostAsync(
        Task<HostSnapshot> asked,
        Task<JournalSnapshot> journal
    ) => HostFindings.Of(await asked, await journal);

    private static async Task<ImmutableArray<Finding>> OfFleetAsync(IEnumerable<Task<HostSnapshot>> asked) =>
        HostFindings.OfFleet(await Task.WhenAll(asked));
}
