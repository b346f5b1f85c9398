using System.Collections.Immutable;

namespace OlUpgrade.Runbooks;

/// <content>The steps that change packages, and those around them.</content>
public abstract partial record Work
{
    /// <summary>
    /// Keeps on the host what a rollback needs: the installed versions of the packages that would change, and the
    /// running images under a tag of the run. Archives keep only the newest version, and pruning deletes untagged
    /// images.
    /// </summary>
    public sealed record Keep(ImmutableArray<string> What) : Work
    {
        public override string Activity => "keep";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Upgrades packages: installs, without the network, exactly the files that were announced, approved and
    /// downloaded, and compares the versions afterwards.
    /// </summary>
    /// <param name="Packages">Which packages; see <see cref="PackageSelection"/>.</param>
    /// <param name="LockWait">How long the host's own upgrades may hold apt's and dpkg's locks.</param>
    public sealed record Upgrade(PackageSelection Packages, TimeSpan LockWait) : Work
    {
        public override string Activity => "upgrade";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Asks a host, before the plan is posted, which versions an upgrade would install, by package lists in a temporary
    /// folder: nothing on the host changes.
    /// </summary>
    public sealed record ReadTargets(PackageSelection Packages) : Work
    {
        public override string Activity => "read-targets";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Downloads the announced files into a folder of the run, after the approval and before any host is taken. Changes
    /// nothing that is installed, and may be repeated.
    /// </summary>
    public sealed record Download(PackageSelection Packages) : Work
    {
        public override string Activity => "download";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Asks a host, before the plan is posted, what an upgrade would change and which changes could not be undone.
    /// </summary>
    public sealed record Preview : Work
    {
        public override string Activity => "outlook";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Undoes an <see cref="Upgrade"/>: installs the versions that <see cref="Keep"/> saved, and removes packages that
    /// the upgrade added, except for a running kernel: then the earlier kernel is set to boot, and the new one is
    /// removed after the reboot.
    /// </summary>
    /// <param name="Of">The step.</param>
    /// <param name="IsAfterReboot">The second part, after the rollback's reboot.</param>
    public sealed record RevertUpgrade(string Of, bool IsAfterReboot) : Work
    {
        public override string Activity => "revert-upgrade";

        public override bool IsStoppable => true;
    }
}
