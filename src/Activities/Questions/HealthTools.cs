using System.Collections.Immutable;
using OlUpgrade.Hosts;

namespace OlUpgrade.Questions;

/// <summary>
/// The programs that a host must have so that its questions, of health and before work, can be answered. Docker is not
/// among them: whether it is there is not enough, it must answer.
/// </summary>
public static class HealthTools
{
    public static ImmutableArray<string> Of(Host host) =>
        [.. host.Health.Concat(host.Preflight).SelectMany(Of).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Of(HealthQuestion question) =>
        question switch
        {
            HealthQuestion.Http => ["curl"],
            HealthQuestion.Unit => ["systemctl"],
            HealthQuestion.Port => ["grep", "ss"],
            HealthQuestion.Mount => ["mountpoint"],
            HealthQuestion.Disk => ["awk", "df"],
            HealthQuestion.AllContainers or HealthQuestion.Peers => [],
            HealthQuestion.Certificate => ["openssl", "timeout"],
            HealthQuestion.NotRunning => ["pgrep"],
            HealthQuestion.Clean => ["git", "runuser", "stat"],
            HealthQuestion.Clock => ["timedatectl"],
            _ => throw new System.Diagnostics.UnreachableException($"No tools for {question.GetType().Name}."),
        };
}
