using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Ssh;
using OlUpgrade.Wire;

namespace OlUpgrade.Questions;

/// <summary>
/// Whether a run could work on a host: the answer to <see cref="HostQuestions.Readiness"/>.
/// </summary>
/// <param name="Identity">Null if the host gave no valid machine ID and boot ID.</param>
/// <param name="IsRoot">Commands run as root.</param>
/// <param name="Time">The host's clock, to the second; null if unknown.</param>
/// <param name="HasSystemd">Commands run as systemd units; otherwise the plain fallback is used.</param>
/// <param name="MissingTools">Required programs that are not installed.</param>
/// <param name="DockerProblem">Docker's error; null if it answered or was not asked.</param>
/// <param name="FreeMegabytes">Free space at the ledger's folder, in MiB; null if unknown.</param>
/// <param name="IsWritable">The ledger's folder, or the nearest existing parent, is writable.</param>
/// <param name="Ledger">The ledger as it is on disk.</param>
public sealed record HostReadiness(
    HostIdentity? Identity,
    bool IsRoot,
    DateTimeOffset? Time,
    bool HasSystemd,
    ImmutableArray<string> MissingTools,
    string? DockerProblem,
    int? FreeMegabytes,
    bool IsWritable,
    LedgerStatus Ledger
)
{
    /// <summary>
    /// The question's script: how many inodes there are where the ledger is and how many are free, then
    /// <see cref="HostQuestions.Readiness"/>.
    /// </summary>
    public const string Script =
        """
            at=$ledger
            until [ -d "$at" ]; do at=$(dirname "$at"); done
            printf 'inodes=%s\n' "$(df --output=itotal,iavail "$at" 2>/dev/null | tail -n 1)"

            """ + HostQuestions.Readiness;

    /// <summary>Programs that the ledger's script and its runner need on every host.</summary>
    private static readonly ImmutableArray<string> LedgerTools =
    [
        "grep",
        "mkfifo",
        "od",
        "sed",
        "setsid",
        "sync",
        "timeout",
    ];

    /// <summary>Free inodes at the ledger's folder; null if unknown, or if its file system counts none.</summary>
    public long? FreeInodes { get; init; }

    /// <summary>What the host's login prints before anything that is asked; empty for a quiet login.</summary>
    public string LoginNoise { get; init; } = "";

    /// <summary>The question with this host's ledger and programs filled in.</summary>
    public static ShellScript Question(Host host) =>
        new(
            Script,
            Facts
                .Empty.Add("ledger", host.Ledger)
                .Add("tools", string.Join(' ', LedgerTools.Union(HealthTools.Of(host))))
                .Add("docker", host.Containers.IsEmpty ? "" : "yes"),
            HostQuestions.Deadline
        );

    /// <summary>Reads the answer. A line that is missing counts as bad news, never as good.</summary>
    public static HostReadiness Read(ShellAnswer answer)
    {
        var lines = new NamedLines(answer.Output);
        return new HostReadiness(
            HostIdentity.Read(answer),
            lines["user"] == "0",
            Number(lines["time"]) is { } seconds ? UnixTime.Of(seconds) : null,
            lines["systemd"] == "yes",
            [.. lines["missing"].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            lines["docker"] is "yes" or "" ? null : lines["docker"],
            Number(lines["space"]) is { } free and <= int.MaxValue ? (int)free : null,
            lines["writable"] == "yes",
            new LedgerStatus(lines["ledger-id"], EncodedName.Decode(lines["ledger-database"]), lines["ledger-fence"])
        )
        {
            FreeInodes = Inodes(lines["inodes"]),
            LoginNoise = answer.Noise,
        };
    }

    private static long? Inodes(string counts) =>
        counts.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var total, var free] && Number(total) > 0
            ? Number(free)
            : null;

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
