using OlUpgrade.Sandbox.GitHub;

namespace OlUpgrade.Sandbox.Hosts.Commands;

/// <summary>
/// Files of a simulated host whose one word says what the host runs. A script changes what runs by writing another
/// word.
/// </summary>
public static class KnownFiles
{
    /// <summary>Contains its own digest.</summary>
    public const string Compose = "/opt/openlibrary/compose.yaml";

    public const string Commit = "/opt/olsystem/.git/HEAD";

    public const string Revision = "/opt/openlibrary/revision";

    /// <summary>The content of each file on a new host.</summary>
    public static IReadOnlyDictionary<string, string> AtFirst { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Compose] = "0a1b2c3d",
            [Commit] = "6f0c2b1e9d3a4c5b8e7f60718293a4b5c6d7e8f9",
            [Revision] = OpenLibraryRepository.Running,
        };

    /// <summary>The files by the names of the facts that are captured from them.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [$"compose {Compose}"] = Compose,
            ["commits /opt/olsystem"] = Commit,
            ["revision"] = Revision,
        };

    public static string Read(SimulatedHost host, string path)
    {
        lock (host.Gate)
            return host.Files.TryGetValue(path, out var text) ? text.TrimEnd() : AtFirst[path];
    }
}
