namespace OlUpgrade.Hosting.Api;

/// <summary>A backup that was checked and is on disk.</summary>
/// <param name="File">Its absolute path on the service's machine.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="OutputBytes">The size of the archive beside it with what commands printed; 0 without one.</param>
public sealed record BackupView(string File, long Bytes, long OutputBytes);
