namespace OlUpgrade.Packages;

/// <summary>A package file that apt would download.</summary>
/// <param name="Name">As apt stores it: name, version and architecture, with <c>%3a</c> for a colon.</param>
/// <param name="Digest">Such as <c>SHA256:…</c>.</param>
internal sealed record AptFile(string Name, string Digest)
{
    /// <summary>True for the file of this package in this version.</summary>
    /// <param name="package">With an architecture if that is not the host's own.</param>
    public static bool IsOf(string file, string package, string version)
    {
        var (name, architecture) = package.Split(':') is [var bare, var foreign] ? (bare, foreign) : (package, "");
        var start = $"{name}_{version.Replace(":", "%3a", StringComparison.Ordinal)}_";
        return file.StartsWith(start, StringComparison.Ordinal)
            && (architecture.Length == 0 || file == $"{start}{architecture}.deb");
    }
}
