using System.Collections.Immutable;
using OlUpgrade.Hosts;

namespace OlUpgrade.Questions;

/// <summary>
/// The programs that a host needs to answer its health and preflight questions. Docker is not listed: being installed
/// is not enough, it must also answer.
/// </summary>
public static class HealthTools
{
    /// <summary>Each program once, sorted by name.</summary>
    public static ImmutableArray<string> Of(Host host) =>
        [.. host.Health.Concat(host.Preflight).SelectMany(Of).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Of(HealthQuestion question) =>
        question switch
        {
            HealthQuestion.Http or HealthQuestion.Json or HealthQuestion.Metric => ["curl"],
            HealthQuestion.Command => ["tail", "timeout"],
            HealthQuestion.Unit => ["systemctl"],
            HealthQuestion.Port => ["grep", "ss"],
            HealthQuestion.Mount => ["mountpoint"],
            HealthQuestion.Disk => ["df", "tail"],
            HealthQuestion.AllContainers or HealthQuestion.Peers => [],
            HealthQuestion.Certificate => ["openssl", "timeout"],
            HealthQuestion.NotRunning => ["pgrep"],
            HealthQuestion.Clean => ["git", "setpriv", "stat"],
            HealthQuestion.Clock => ["timedatectl"],
            HealthQuestion.NoRebootNeeded => ["head", "readlink", "sed", "sort", "tr"],
            _ => throw new System.Diagnostics.UnreachableException(
                $"{question.GetType().Name} has no list of programs in {nameof(HealthTools)}."
            ),
        };
}
