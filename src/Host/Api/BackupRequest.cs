namespace OlUpgrade.Hosting.Api;

/// <summary>A wish for a backup.</summary>
/// <param name="File">The full name of the new file, on the service's host.</param>
public sealed record BackupRequest(string File);
