using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Sandbox.Hosts.Commands;
using OlUpgrade.Sandbox.Hosts.Services;
using OlUpgrade.Ssh;
using OlUpgrade.Upgrades;
using Host = OlUpgrade.Hosts.Host;

namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// The answers of simulated hosts to the activities' questions. What the inventory expects is not looked at: the
/// services answer what they are.
/// </summary>
public static class HostAnswers
{
    private const string System = "Debian GNU/Linux 12 (bookworm)";

    /// <summary>Registers all answers with one simulated host.</summary>
    public static void Teach(SimulatedHost simulated, Host host)
    {
        Prepare(simulated, host);
        Exact(simulated, HostQuestions.Identity, Identity);
        Exact(simulated, HostQuestions.Presence, it =>
            Lines([Identity(it).Output.TrimEnd(), $"logged-in={string.Join(' ', it.LoggedIn)}"])
        );
        Exact(simulated, RebootNeed.Script, Need);
        Exact(simulated, HostReadiness.Script, Readiness);
        Exact(simulated, HostQuestions.Packages, it => Lines(it.Packages.Select(one => $"{one.Key} {one.Value}")));
        Exact(simulated, HostQuestions.Containers, it =>
            Lines(
                it.Containers.Values.Select(one => $"/{one.Name} {one.State} {one.Image} {one.Restarts} {one.ImageId}")
            )
        );
        Exact(simulated, HostQuestions.ContainerStarts, it =>
            Lines([
                $"now {it.Time.GetUtcNow():O}",
                .. it.Containers.Values.Select(one =>
                    $"/{one.Name} {one.StateShown} {one.Image} {one.Restarts} {it.Time.GetUtcNow():O} {one.ExitCode}"
                ),
                .. it
                    .Containers.Values.Where(one => !one.IsRunning || !one.IsHealthy)
                    .Select(one => $"log {one.Name} {one.Log}"),
            ])
        );
        Exact(simulated, HostQuestions.Versions, it =>
            Lines([$"system {System}", $"kernel {it.RunningKernel}", "docker 29.0.1", "compose 5.0.0"])
        );
        Exact(simulated, HostQuestions.ComposeFiles, it =>
            Lines([$"{KnownFiles.Compose} {KnownFiles.Read(it, KnownFiles.Compose)}"])
        );
        Exact(simulated, KeepScripts.Preview, it => Lines(SimulatedKeeping.Outlook(it)));
        Exact(simulated, HostQuestions.Images, it => Lines(it.Images.Select(one => $"{one.Key} {one.Value} <none>")));
        Exact(simulated, HostQuestions.Commits, it =>
            Lines([$"/opt/olsystem {KnownFiles.Read(it, KnownFiles.Commit)}"])
        );
        Beginning(simulated, "curl ", (it, values) =>
            values.TryGetValue("page", out var page) ? Revision(it, page) : Get(it, values)
        );
        Beginning(simulated, "timeout 15 openssl ", (it, _) =>
            it.Troubles.Contains(HostTrouble.CertificateOld)
                ? new ShellAnswer(1, "notAfter=Nov 25 03:00:00 2026 GMT\nCertificate will expire\n", "")
                : Lines(["notAfter=Jan  1 00:00:00 2028 GMT", "Certificate will not expire"])
        );
        Beginning(simulated, HostQuestions.Changes, (it, values) =>
            it.ChangedCheckouts.Contains(values["path"]) ? Lines([" M compose.yaml"]) : new ShellAnswer(0, "", "")
        );
        SimulatedKeeping.Teach(simulated);
        SimulatedUpgrades.Teach(simulated);
        Beginning(simulated, "ss ", (it, _) =>
            it.IsWell && !it.Troubles.Contains(HostTrouble.PortClosed) ? Lines(["LISTEN"]) : new ShellAnswer(1, "", "")
        );
        Beginning(simulated, "mountpoint ", (it, values) => Mount(it, values["path"]));
        Beginning(simulated, "timedatectl ", (it, _) =>
            Lines([it.Troubles.Contains(HostTrouble.ClockUnsynchronised) ? "no" : "yes"])
        );
        Beginning(simulated, "df ", (it, _) => Lines([it.DiskFreeMegabytes.ToString(CultureInfo.InvariantCulture)]));
    }

    private static ShellAnswer Need(SimulatedHost host) =>
        Lines([
            Identity(host).Output.TrimEnd(),
            .. host.Files.ContainsKey("/run/reboot-required") ? (string[])["asked linux-image"] : [],
        ]);

    private static void Prepare(SimulatedHost simulated, Host host)
    {
        foreach (var trouble in Troubles.Of(host))
            simulated.PossibleTroubles.Add(trouble);
        foreach (var mount in host.Health.OfType<HealthQuestion.Mount>())
            simulated.Mounts[mount.Path] = true;
    }

    private static ShellAnswer Identity(SimulatedHost host) =>
        Lines([
            $"machine-id={host.MachineId}",
            $"boot-id={host.ReadBootId()}",
            $"kernel={host.RunningKernel}",
            $"kernel-installed={host.InstalledKernel}",
            $"system={System}",
        ]);

    private static ShellAnswer Revision(SimulatedHost host, string page) =>
        host.IsWell
            ? Lines([$"<tr><th>Software version</th><td>{KnownFiles.Read(host, KnownFiles.Revision)}</td></tr>"])
            : new ShellAnswer(7, "", $"curl: (7) Failed to connect to {page}");

    private static ShellAnswer Readiness(SimulatedHost host) =>
        new(
            0,
            Identity(host).Output
                + Lines([
                    "user=0",
                    $"time={host.Time.GetUtcNow().ToUnixTimeSeconds()}",
                    "systemd=yes",
                    "missing=",
                    "docker=yes",
                    "writable=yes",
                    $"space={host.DiskFreeMegabytes}",
                    .. Ledger(host.Ledger),
                ]).Output,
            ""
        );

    private static IEnumerable<string> Ledger(SimulatedLedger? ledger) =>
        ledger is null
            ? []
            :
            [
                $"ledger-id={ledger.Id}",
                $"ledger-database={EncodedName.Encode(ledger.DatabaseId)}",
                $"ledger-fence={ledger.Fence}",
            ];

    private static ShellAnswer Get(SimulatedHost host, Facts values)
    {
        var page = SimulatedServices.Get(host, new Uri(values["url"]), values.GetValueOrDefault("to"));
        return page is null
            ? new ShellAnswer(7, "\n000", "curl: (7) Failed to connect: Connection refused")
            : new ShellAnswer(0, $"{page.Body}\n{page.Status}", "");
    }

    private static ShellAnswer Mount(SimulatedHost host, string path) =>
        host.Mounts.GetValueOrDefault(path)
            ? Lines([$"{path} is a mountpoint"])
            : new ShellAnswer(1, "", $"mountpoint: {path}: Stale file handle");

    private static void Exact(SimulatedHost host, string script, Func<SimulatedHost, ShellAnswer> answer) =>
        host.Questions.Add(new(text => text == script, (it, _) => answer(it)));

    private static void Beginning(SimulatedHost host, string start, Func<SimulatedHost, Facts, ShellAnswer> answer) =>
        host.Questions.Add(new(text => text.StartsWith(start, StringComparison.Ordinal), answer));

    private static ShellAnswer Lines(IEnumerable<string> lines) =>
        new(0, string.Concat(lines.Select(line => line + "\n")), "");
}
