using System.Globalization;
using OlUpgrade.Upgrades;

namespace OlUpgrade.Sandbox.Workflows;

/// <summary>How fast the demo goes: what the runbooks wait for, and how quickly the simulated hosts boot.</summary>
/// <param name="Soak">Quiet time after a stage, as a runbook writes it.</param>
/// <param name="RebootSoak">Quiet time after a reboot.</param>
/// <param name="HealthEvery">Between two looks at a host's health.</param>
/// <param name="TimeFactor">By what the simulated hosts' durations are multiplied.</param>
/// <param name="CommentsEvery">Between two looks at what people wrote on the issue.</param>
internal sealed record DemoPace(
    string Soak,
    string RebootSoak,
    string HealthEvery,
    double TimeFactor,
    TimeSpan CommentsEvery,
    HostPolling Hosts
)
{
    /// <summary>For people who watch: a whole run in two or three minutes.</summary>
    public static DemoPace ToWatch { get; } =
        new(
            "5s",
            "2s",
            "500ms",
            0.1,
            TimeSpan.FromSeconds(2),
            new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(500))
        );

    /// <summary>For <c>--auto</c>: a whole run in some ten seconds.</summary>
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
