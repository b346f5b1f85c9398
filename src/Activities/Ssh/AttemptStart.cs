namespace OlUpgrade.Ssh;

/// <summary>The host's confirmation that the attempt was started.</summary>
/// <param name="AlreadyThere">An earlier call started it; it was not started again.</param>
/// <param name="BootId">Of the boot that answered.</param>
public sealed record AttemptStart(bool AlreadyThere, string BootId);
