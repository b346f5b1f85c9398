namespace OlUpgrade.Runbooks;

/// <summary>
/// Who must approve before work continues: a number of people other than the requester, by a reaction to the message in
/// a channel. An expired question is asked again; expiry never means yes.
/// </summary>
/// <param name="Channel">Slack channel by name (<c>#openlibrary</c>) or ID.</param>
/// <param name="Reaction">The reaction's base name; any skin tone of it counts.</param>
/// <param name="Needs">How many different people must approve; 0 only for a runbook that only reads.</param>
/// <param name="Remind">Time between reminders while the question is open.</param>
/// <param name="SecondChannel">Channel that the reminders from the second on also go to; null for none.</param>
/// <param name="Expires">How long an answer counts after the question; then it is asked again.</param>
public sealed record ApprovalRule(
    string Channel,
    string Reaction,
    int Needs,
    TimeSpan Remind,
    TimeSpan Expires,
    string? SecondChannel = null
);
