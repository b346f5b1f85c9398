namespace OlUpgrade.Hosting.Api;

/// <summary>A backup that is on the disk and was checked.</summary>
public sealed record BackupView(string File, long Bytes);
