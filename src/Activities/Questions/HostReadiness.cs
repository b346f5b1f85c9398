using System.Collections.Immutable;
using System.Globalization;
using OlUpgrade.Hosts;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Ledger;

namespace OlUpgrade.Questions;

/// <summary>
/// Whether a run could work on a host: what was read from the answer to <see cref="HostQuestions.Readiness"/>.
/// </summary>
/// <param name="Identity">Null when it gave no machine ID and boot ID.</param>
/// <param name="IsRoot">Commands run as root.</param>
/// <param name="Time">Its clock, to the second; null when it did not tell.</param>
/// <param name="HasSystemd">Commands become units; else the plain fallback is used.</param>
/// <param name="MissingTools">Programs that it needs and lacks.</param>
/// <param name="DockerProblem">What Docker said when it did not answer; null when it answered or was not asked.</param>
/// <param name="FreeMegabytes">Free at the ledger's place, in MiB; null when it did not tell.</param>
/// <param name="IsWritable">The ledger, or the folder in which it will be made, can be written to.</param>
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
    /// <summary>What the ledger's script and its runner cannot do without.</summary>
    private static readonly ImmutableArray<string> Always =
    [
        "grep",
        "mkfifo",
        "od",
        "sed",
        "setsid",
        "sync",
        "timeout",
    ];

    public static ShellScript Question(Host host) =>
        new(
            HostQuestions.Readiness,
            Facts
                .Empty.Add("ledger", host.Ledger)
                .Add("tools", string.Join(' ', Always.Union(HealthTools.Of(host))))
                .Add("docker", host.Containers.IsEmpty ? "" : "yes"),
            HostQuestions.Deadline
        );

    public static HostReadiness Read(ShellAnswer answer)
    {
        var told = new NamedLines(answer.Output);
        return new HostReadiness(
            HostIdentity.Read(answer),
            told["user"] == "0",
            Number(told["time"]) is { } seconds and < 253_402_300_800
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
            told["systemd"] == "yes",
            [.. told["missing"].Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            told["docker"] is "yes" or "" ? null : told["docker"],
            Number(told["space"]) is { } free and <= int.MaxValue ? (int)free : null,
            told["writable"] == "yes",
            new LedgerStatus(told["ledger-id"], EncodedName.Decode(told["ledger-database"]), told["ledger-fence"])
        );
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
