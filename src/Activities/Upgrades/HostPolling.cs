namespace OlUpgrade.Upgrades;

/// <summary>
/// How often activities look at a host while they wait for it. The real pace unless hosts are simulated.
/// </summary>
/// <param name="Look">Between two looks at a host that brings containers up. Default 2 s.</param>
/// <param name="Steady">How long restart counts must stand still. Default 10 s.</param>
/// <param name="Reconnect">Between two tries to find a host again whose connection was lost. Default 2 s.</param>
public sealed record HostPolling(TimeSpan Look, TimeSpan Steady, TimeSpan Reconnect)
{
    /// <summary>
    /// Between two looks at a host that boots: often at first, then a twentieth of the time that it has taken so far,
    /// so that its return is noticed within a small part of the time it was away.
    /// </summary>
    public TimeSpan BootLook(TimeSpan soFar)
    {
        var share = soFar / 20;
        var least = Look / 40;
        return share < least ? least
            : share < Look ? share
            : Look;
    }

    public static HostPolling Real { get; } =
        new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
