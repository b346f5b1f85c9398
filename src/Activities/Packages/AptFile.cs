namespace OlUpgrade.Packages;

/// <summary>A package file that apt would download.</summary>
/// <param name="Name">As apt stores it: name, version and architecture, with <c>%3a</c> for a colon.</param>
/// <param name="Digest">Such as <c>SHA256:…</c>.</param>
internal sealed record AptFile(string Name, string Digest)
{
    /// <summary>True for the file of this package in this version.</summary>
    /// <param name="package">With an architecture if that is not the host's own.</param>
    /// <param name="own">The host's own architecture.</param>
    public static bool IsOf(string file, string package, string version, string own)
    {
        var (name, kind) = package.Split(':') is [var bare, var foreign] ? (bare, foreign) : (package, own);
        var start = $"{name}_{version.Replace(":", "%3a", StringComparison.Ordinal)}_";
        return file == $"{start}{kind}.deb" || (kind == own && file == $"{start}all.deb");
    }
}
