namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// A Slack user group whose members have roles, in addition to those they have as <see cref="PersonSettings"/>. The bot
/// needs the scope <c>usergroups:read</c> to see the members.
/// </summary>
public sealed class GroupSettings
{
    /// <summary>The group's ID in Slack.</summary>
    /// <value>Required; starts with <c>S</c>; at most one entry for each group.</value>
    public string Slack { get; set; } = "";

    /// <summary>The roles of every member.</summary>
    /// <value>Any of <c>viewer</c>, <c>operator</c>, <c>approver</c>. Empty: the group has no effect.</value>
    public List<string> Roles { get; set; } = [];
}
