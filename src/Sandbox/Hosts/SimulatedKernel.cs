namespace OlUpgrade.Sandbox.Hosts;

/// <summary>
/// A kernel of a simulated host. As with dpkg, a newer kernel is a package of its own, which comes with the newer
/// version of the package that depends on it; going back to the older version of that one does not remove it.
/// </summary>
/// <param name="Version">As <c>uname -r</c> prints it.</param>
internal sealed record SimulatedKernel(string Version)
{
    private const string Prefix = "linux-image-";

    /// <summary>The package that depends on the newest kernel.</summary>
    public const string Newest = Prefix + "amd64";

    public string Package => Prefix + Version;

    /// <summary>The kernel on which this package depends; null if on none.</summary>
    public static SimulatedKernel? Needed(string package, string version) =>
        package == Newest ? new($"{version}-amd64") : null;

    /// <summary>The kernel in a package; null if it is none.</summary>
    public static SimulatedKernel? In(string package) =>
        package.StartsWith(Prefix, StringComparison.Ordinal) && char.IsAsciiDigit(package[Prefix.Length])
            ? new(package[Prefix.Length..])
            : null;

    public static void Add(SimulatedHost host, SimulatedKernel kernel)
    {
        host.Packages[kernel.Package] = "1";
        host.InstalledKernel = kernel.Version;
        host.Files["/run/reboot-required"] = "*** System restart required ***\n";
    }

    /// <summary>Removes a kernel; the newest of the others is installed then.</summary>
    public static void Remove(SimulatedHost host, SimulatedKernel kernel)
    {
        host.Packages.Remove(kernel.Package);
        var others = host.Packages.Keys.Select(In).OfType<SimulatedKernel>().Select(one => one.Version);
        host.InstalledKernel = others.Max(StringComparer.Ordinal) ?? host.RunningKernel;
    }
}
