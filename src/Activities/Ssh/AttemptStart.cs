namespace OlUpgrade.Ssh;

/// <summary>The host's word that the attempt runs: started now, or already there from an earlier call.</summary>
public sealed record AttemptStart(bool AlreadyThere, string BootId);
