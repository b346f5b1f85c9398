using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Ssh.Client;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade trust HOST</c>: shows a host's key, and pins it after a person has compared its fingerprint.
/// </summary>
internal static class TrustVerb
{
    public static Command Command(Screen screen)
    {
        var host = new Argument<string>("HOST") { Description = "A host of the inventory." };
        var fingerprint = new Option<string?>("--fingerprint")
        {
            Description = "Pin the key if it has this fingerprint (SHA256:…); without it, only show the key.",
        };
        var config = CommonOptions.Config();
        var verb = new Command("trust", "Shows a host's key; with its fingerprint, pins it.")
        {
            host,
            fingerprint,
            config,
        };
        verb.SetAction(
            (parsed, cancellation) =>
                TrustAsync(
                    screen,
                    parsed.GetRequiredValue(host),
                    parsed.GetValue(fingerprint),
                    parsed.GetValue(config),
                    cancellation
                )
        );
        return verb;
    }

    private static async Task<int> TrustAsync(
        Screen screen,
        string name,
        string? fingerprint,
        string? config,
        CancellationToken cancellation
    )
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        var inventory = new RunbookCatalog(Path.GetFullPath(settings.WorkflowsFolder)).Inventory();
        if (inventory.Value is not { } hosts)
            return screen.Fail(ExitCode.BadInput, inventory.Problems.Select(found => found.ToString()));
        if (hosts.Find(name) is not { } host)
            return screen.Fail(ExitCode.BadInput, GivenParameters.NoSuchHost(name, hosts));
        var options = SshOptionsOf.Settings(
            SettingsCheck.WithDefaults(settings.Ssh, Path.GetFullPath(settings.DataFolder))
        );
        var reply = await new HostKeyReader(options, hosts.Find, TimeProvider.System).ReadAsync(host, cancellation);
        return reply.Answer is { } key
            ? Pin(screen, host, key, options.KnownHostsFile, fingerprint)
            : screen.Fail(ExitCode.Failed, reply.Fault!.Sentence);
    }

    private static int Pin(Screen screen, OlUpgrade.Hosts.Host host, HostKey key, string file, string? fingerprint)
    {
        screen.Say($"{host.Name} ({host.Address}:{host.Port}) offers {key.Type} {key.Fingerprint}");
        var lines = KnownHosts.Load(file);
        if (lines.IsRevoked(host.Address, host.Port, key))
            return screen.Fail(ExitCode.Failed, $"{file} marks this key as revoked. Give the host a new key.");
        if (lines.KeysOf(host.Address, host.Port) is { IsEmpty: false } known)
            screen.Say($"pinned: {string.Join(", ", known.Select(pinned => $"{pinned.Type} {pinned.Fingerprint}"))}");
        if (fingerprint is null)
        {
            screen.Say(
                "Compare it on the host's console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then run:"
            );
            screen.Say($"  olupgrade trust {host.Name} --fingerprint {key.Fingerprint}");
            return ExitCode.Done;
        }

        if (fingerprint != key.Fingerprint)
            return screen.Fail(ExitCode.Failed, $"The host's key is not {fingerprint}. Nothing was pinned.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        KnownHosts.Pin(file, host.Address, host.Port, key);
        screen.Say($"pinned in {file}");
        return ExitCode.Done;
    }
}
