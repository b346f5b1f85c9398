namespace OlUpgrade.Upgrades;

/// <summary>
/// How often activities poll a host that they wait for. <see cref="Real"/> unless hosts are simulated.
/// </summary>
/// <param name="Interval">
/// Between two checks of a host's containers, and the longest between two checks of a boot.
/// </param>
/// <param name="StableFor">How long restart counts must not change. Longer than <paramref name="Interval"/>.</param>
/// <param name="ReconnectDelay">Between two attempts to reconnect after a lost connection.</param>
public sealed record HostPolling(TimeSpan Interval, TimeSpan StableFor, TimeSpan ReconnectDelay)
{
    /// <summary>
    /// Between two checks of a booting host: a twentieth of the time it has taken so far, so that its return is noticed
    /// within a small part of its downtime. At least a fortieth of <see cref="Interval"/>, at most all of it.
    /// </summary>
    public TimeSpan BootInterval(TimeSpan elapsed)
    {
        var share = elapsed / 20;
        var shortest = Interval / 40;
        return share < shortest ? shortest
            : share < Interval ? share
            : Interval;
    }

    /// <summary>For real hosts.</summary>
    /// <value>Interval 2 s, stable for 10 s, reconnect delay 2 s.</value>
    public static HostPolling Real { get; } =
        new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
