namespace OlUpgrade.Runs;

/// <summary>One person's approval at a gate.</summary>
/// <param name="By">With the accounts and roles that they had when they gave it.</param>
/// <param name="IsReaction">
/// True when it was given with a reaction in Slack, and so is taken back with it. Null in the entries of releases that
/// did not write this.
/// </param>
public sealed record Approval(Person By, DateTimeOffset At, bool? IsReaction);
