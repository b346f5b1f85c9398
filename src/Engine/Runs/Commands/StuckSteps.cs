using OlUpgrade.Runbooks;

namespace OlUpgrade.Runs.Commands;

/// <summary>Finds the step that a person means when they name only its host.</summary>
public static class StuckSteps
{
    /// <summary>The step that waits for a decision on this host; null without a host, or if none waits.</summary>
    public static StepPlace? On(Run run, string? host) =>
        host is null
            ? null
            : run.Stuck.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);

    /// <summary>The preflight that found a problem on this host; null if none did.</summary>
    public static StepPlace? ObstacleOn(Run run, string host) =>
        run.Obstacles.Select(step => (StepPlace?)step.Place).FirstOrDefault(place => place!.Value.Host == host);

    /// <summary>True when anything on the host waits for a person: a step, a preflight, or its window.</summary>
    public static bool Waits(Run run, string host) =>
        On(run, host) is not null || ObstacleOn(run, host) is not null || run.Awaited?.Host == host;
}
