using OlUpgrade.Runs;

namespace OlUpgrade.Hosting.People;

/// <summary>A listed person as they are now.</summary>
/// <param name="Person">With the roles that they have now; none for somebody who has lost Slack.</param>
/// <param name="Doubt">
/// Why it is not known whether they are still staff; null when it is. In doubt they may look, and stop work.
/// </param>
public sealed record StaffStanding(Person Person, string? Doubt);
