using OlUpgrade.Runbooks;

namespace OlUpgrade.Plans;

/// <summary>A step of the frozen plan: nothing in it depends on the file any more.</summary>
public sealed record PlannedStep(string Name, Work Work, TimeSpan Timeout, RetryRule Retry);
