using OlUpgrade.Sandbox.Hosts.Shell;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>
/// The package lists of a simulated host. As with the real apt, an update that does not reach the archive warns and
/// ends well, so that nothing newer is known; only <see cref="Strict"/> makes it fail.
/// </summary>
internal static class PackageLists
{
    public const string Strict = "APT::Update::Error-Mode=any";

    private const string Away =
        "Failed to fetch http://deb.debian.org/debian/dists/bookworm/InRelease  Could not connect";

    public static int Update(ShellScope scope, bool isStrict)
    {
        var isAway = scope.Host.Faults.Strike(HostFaultKind.ArchiveAway) is not null;
        scope.Host.KnowsNewerPackages = !isAway;
        if (!isAway)
            return 0;
        if (isStrict)
            return scope.Fail(100, $"E: {Away}\nE: Some index files failed to download.");
        scope.Error($"W: {Away}\nW: Some index files failed to download. They have been ignored, or old ones used.\n");
        return 0;
    }
}
