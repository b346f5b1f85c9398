namespace OlUpgrade.Runbooks;

/// <summary>
/// The smallest named unit of work on one host: what is done, its time limit and its retries.
/// </summary>
/// <param name="Timeout">How long one attempt may take; every step has a limit.</param>
public sealed record Step(string Name, Work Work, TimeSpan Timeout, RetryRule Retry);
