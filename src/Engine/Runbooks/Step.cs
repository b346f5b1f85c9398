namespace OlUpgrade.Runbooks;

/// <summary>
/// The smallest named act on one host: what is done, within which time, and how often it may be tried.
/// </summary>
/// <param name="Timeout">How long one attempt may take. No step is without.</param>
public sealed record Step(string Name, Work Work, TimeSpan Timeout, RetryRule Retry);
