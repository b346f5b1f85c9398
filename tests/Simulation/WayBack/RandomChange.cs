using System.Collections.Immutable;
using OlUpgrade.Sandbox.Hosts.Commands;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>A change that a step of a random runbook makes to a host.</summary>
/// <param name="Facts">The facts that show it.</param>
/// <param name="Things">The names under which it is reported as a difference.</param>
/// <param name="Undo">Reverts it; harmless if nothing was changed.</param>
internal sealed record RandomChange(
    string Name,
    ImmutableArray<string> Facts,
    ImmutableArray<string> Things,
    string Run,
    string Undo
)
{
    private const string Latest = "openlibrary/olbase:latest";
    private const string Up = "docker compose up --no-deps -d";

    public static ImmutableArray<RandomChange> All { get; } =
    [
        Package("nginx", "1.22.1-9"),
        Package("openssh-server", "1:9.2p1-2"),
        Package("openssl", "3.0.15-1"),
        // No kernel: it comes as a package of its own, which a script's downgrade leaves. `upgrade` removes it.
        new(
            "image",
            ["images", "containers"],
            [Latest],
            $"docker image inspect was > /dev/null || docker tag {Latest} was; "
                + $"docker pull next; docker tag next {Latest}; {Up}",
            $"docker image inspect was > /dev/null || exit 0; docker tag was {Latest}; {Up}"
        ),
        File("compose", KnownFiles.Compose, "0a1b2c3d", "4e5f6a7b"),
        File(
            "commits",
            KnownFiles.Commit,
            "6f0c2b1e9d3a4c5b8e7f60718293a4b5c6d7e8f9",
            "1111111111111111111111111111111111111111",
            "/opt/olsystem"
        ),
        File("revision", KnownFiles.Revision, KnownFiles.AtFirst[KnownFiles.Revision], "0123456789", "revision"),
    ];

    /// <summary>True if this difference, a sentence, is about this change.</summary>
    public bool IsIn(string difference) => Things.Any(thing => difference.Contains(thing, StringComparison.Ordinal));

    private static RandomChange Package(string name, string before) =>
        new(
            name,
            ["packages"],
            [name],
            $"apt-get -y install --only-upgrade -- {name}",
            $"apt-get -y install --allow-downgrades -- {name}={before}"
        );

    private static RandomChange File(string fact, string path, string before, string after, string? thing = null) =>
        new(fact, [fact], thing is null ? [path] : [thing], $"echo {after} > {path}", $"echo {before} > {path}");
}
