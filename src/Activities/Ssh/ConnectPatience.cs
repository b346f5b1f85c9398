namespace OlUpgrade.Ssh;

/// <summary>What one attempt to connect is allowed.</summary>
/// <param name="Silence">How long it may meet silence. Never more than <paramref name="Remaining"/>.</param>
/// <param name="Remaining">How long it may take in all, once the host has said something.</param>
internal sealed record ConnectPatience(TimeSpan Silence, TimeSpan Remaining);
