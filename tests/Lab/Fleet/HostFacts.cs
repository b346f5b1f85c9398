using System.Globalization;

namespace OlUpgrade.Lab.Fleet;

/// <summary>What a host reports about itself over OpenSSH, independently of the product.</summary>
/// <param name="Dummy">The installed version of the package ol-dummy.</param>
/// <param name="BootedAt">When the host had started all its units; null if it has not yet.</param>
/// <param name="TakenAt">When the ledger was created; null if no run has taken the host.</param>
/// <param name="NeedsReboot">True if a package requires a reboot that has not happened.</param>
/// <param name="Containers">The running containers in alphabetical order; empty without Docker.</param>
internal sealed record HostFacts(
    string BootId,
    string Dummy,
    DateTimeOffset? BootedAt,
    DateTimeOffset? TakenAt,
    bool NeedsReboot,
    string Containers
)
{
    public const string Question = """
        cat /proc/sys/kernel/random/boot_id
        dpkg-query -W -f '${Version}\n' ol-dummy
        systemctl show --timestamp=unix --property=FinishTimestamp --value
        stat -c '%Y' /var/lib/olupgrade/id 2>/dev/null || echo
        ls /run/reboot-required 2>/dev/null || echo
        docker ps --format '{{.Names}}' 2>/dev/null | LC_ALL=C sort | paste -sd' ' -
        """;

    public bool IsTouched => TakenAt is not null;

    public static HostFacts Parse(string answer)
    {
        var lines = answer.Split('\n');
        return new(lines[0], lines[1], Time(lines[2].TrimStart('@')), Time(lines[3]), lines[4].Length > 0, lines[5]);
    }

    private static DateTimeOffset? Time(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at > 0
            ? DateTimeOffset.FromUnixTimeSeconds(at)
            : null;
}
