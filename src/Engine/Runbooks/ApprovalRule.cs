namespace OlUpgrade.Runbooks;

/// <summary>
/// Who must agree before work goes on: so many people other than the requester, by this reaction on the message in
/// this channel. Expiry asks again; it never means yes.
/// </summary>
/// <param name="Channel">Slack channel by name (<c>#openlibrary</c>) or ID.</param>
/// <param name="Reaction">The reaction's base name; any skin tone of it counts.</param>
/// <param name="Needs">How many different people; 0 only for a runbook that only reads.</param>
/// <param name="Remind">Time between reminders while nobody answers.</param>
/// <param name="SecondChannel">Where people are told too, from the second reminder on; null for nowhere.</param>
/// <param name="Expires">After this long the question must be asked again.</param>
public sealed record ApprovalRule(
    string Channel,
    string Reaction,
    int Needs,
    TimeSpan Remind,
    TimeSpan Expires,
    string? SecondChannel = null
);
