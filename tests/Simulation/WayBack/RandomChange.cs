using System.Collections.Immutable;
using OlUpgrade.Sandbox.Hosts.Commands;

namespace OlUpgrade.Simulation.WayBack;

/// <summary>One thing of a host that a step of a random runbook changes.</summary>
/// <param name="Facts">The facts in which it is seen.</param>
/// <param name="Things">How it is called where it is told as a difference.</param>
/// <param name="Undo">Takes it back; does no harm where nothing was changed.</param>
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
        Package("linux-image-amd64", "6.1.0-30") with
        {
            Facts = ["packages", "kernel", "versions"],
            Things = ["linux-image-amd64", "kernel"],
        },
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

    /// <summary>True for the sentence of a difference that is about this.</summary>
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
