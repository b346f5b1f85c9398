using System.Globalization;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Sandbox.Workflows;

/// <summary>How fast the demo runs: how long its runbooks wait, and how quickly its simulated hosts boot.</summary>
/// <param name="Soak">Quiet time after a stage, in the form that runbooks use.</param>
/// <param name="RebootSoak">Quiet time after a reboot.</param>
/// <param name="HealthEvery">Time between two health checks of a host.</param>
/// <param name="TimeFactor">All durations of simulated hosts are multiplied by this.</param>
/// <param name="CommentsEvery">Time between two polls of the comments.</param>
internal sealed record DemoPace(
    string Soak,
    string RebootSoak,
    string HealthEvery,
    double TimeFactor,
    TimeSpan CommentsEvery,
    HostPolling Hosts
)
{
    /// <summary>For people who watch: a run takes two or three minutes.</summary>
    public static DemoPace ToWatch { get; } =
        new(
            "5s",
            "2s",
            "500ms",
            0.1,
            TimeSpan.FromSeconds(2),
            new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500))
        );

    /// <summary>For <c>--auto</c>: a run takes about ten seconds.</summary>
    public static DemoPace ToFinish { get; } =
        new(
            "200ms",
            "100ms",
            "50ms",
            0.01,
            TimeSpan.FromSeconds(1),
            new(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(50))
        );

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"soak {Soak}, hosts {1 / TimeFactor:0} times as fast");
}
