namespace OlUpgrade.Ssh;

/// <summary>How long one attempt to connect may take.</summary>
/// <param name="Silence">While there is no connection. Never more than <paramref name="Remaining"/>.</param>
/// <param name="Remaining">In all, once there is one.</param>
internal sealed record ConnectPatience(TimeSpan Silence, TimeSpan Remaining);
