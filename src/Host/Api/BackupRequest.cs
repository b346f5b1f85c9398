namespace OlUpgrade.Hosting.Api;

/// <summary>The body of <c>POST /api/backups/</c>: a request for a backup of the journal.</summary>
/// <param name="File">The absolute path of a new file on the service's machine.</param>
public sealed record BackupRequest(string File);
