namespace OlUpgrade.Plans;

/// <summary>What differs from the plan that was approved last for the same runbook.</summary>
/// <param name="Run">The run whose plan that was.</param>
/// <param name="Lines">The lines that are gone (<c>- </c>) and new (<c>+ </c>), or that there are none.</param>
public sealed record PlanChange(int Run, string Lines);
