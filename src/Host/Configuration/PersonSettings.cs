namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// One person with all their accounts and their roles. The four-eyes rule treats all accounts of one entry as the same
/// person.
/// </summary>
public sealed class PersonSettings
{
    /// <summary>The name in the journal and for <c>olupgrade token</c>.</summary>
    /// <value>Required; unique.</value>
    public string Name { get; set; } = "";

    /// <summary>The person's Slack user IDs.</summary>
    /// <value>As in the profile (<c>U…</c>); each belongs to one person only. Empty: no decisions in Slack.</value>
    public List<string> Slack { get; set; } = [];

    /// <summary>
    /// The person's GitHub logins. Their comments on a tracking issue become notes in the run's journal.
    /// </summary>
    /// <value>Without <c>@</c>, in any case; each belongs to one person only. Empty: comments are ignored.</value>
    public List<string> GitHub { get; set; } = [];

    /// <summary>What the person may do, besides the roles of their <see cref="GroupSettings"/>.</summary>
    /// <value>Any of <c>viewer</c>, <c>operator</c>, <c>approver</c>. Empty: nothing.</value>
    public List<string> Roles { get; set; } = [];
}
