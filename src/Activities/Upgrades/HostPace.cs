namespace OlUpgrade.Upgrades;

/// <summary>How often activities look at a host while they wait for it. The real pace unless hosts are simulated.</summary>
/// <param name="Look">Between two looks at a host that boots or brings containers up. Default 2 s.</param>
/// <param name="Steady">How long restart counts must stand still. Default 10 s.</param>
/// <param name="Reconnect">Between two tries to find a host again whose connection was lost. Default 2 s.</param>
public sealed record HostPace(TimeSpan Look, TimeSpan Steady, TimeSpan Reconnect)
{
    public static HostPace Real { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
}
