using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>A step of the frozen plan. Nothing in it depends on the runbook's file any more.</summary>
/// <param name="Timeout">How long one attempt may take.</param>
public sealed record PlannedStep(string Name, Work Work, TimeSpan Timeout, RetryRule Retry);
