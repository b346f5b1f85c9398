namespace OlUpgrade.Ssh;

/// <summary>How long one attempt to connect may take.</summary>
/// <param name="Silence">While the host is silent. Never more than <paramref name="Remaining"/>.</param>
/// <param name="Remaining">In all, once the host has identified itself.</param>
internal sealed record ConnectPatience(TimeSpan Silence, TimeSpan Remaining);
