using OlUpgrade.Hosting.Workflows;

namespace OlUpgrade.Hosting.Api;

/// <summary>
/// The folders that the service reads for itself. What a person has it write never goes there: a name in them can mean
/// something at the next start.
/// </summary>
/// <param name="Folders">The data folder and that of the runbooks.</param>
internal sealed record OwnFolders(params IReadOnlyList<string> Folders)
{
    /// <summary>True if a new file of this name would be in one of them, whatever links lead there.</summary>
    public bool Holds(string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file)) is { } place
        && Folders.Any(folder => InsideFolder.Holds(folder, place));
}
