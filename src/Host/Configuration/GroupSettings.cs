namespace OlUpgrade.Hosting.Configuration;

/// <summary>A user group of Slack whose members have roles, besides those that they are given by name.</summary>
public sealed class GroupSettings
{
    /// <summary>The group's ID in Slack (<c>S…</c>).</summary>
    public string Slack { get; set; } = "";

    /// <summary>Any of <c>viewer</c>, <c>operator</c>, <c>approver</c>.</summary>
    public List<string> Roles { get; set; } = [];
}
