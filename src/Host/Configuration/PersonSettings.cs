namespace OlUpgrade.Hosting.Configuration;

/// <summary>One person: all accounts named here are the same person to the four-eyes rule.</summary>
public sealed class PersonSettings
{
    /// <summary>The name in the journal; unique.</summary>
    public string Name { get; set; } = "";

    /// <summary>Slack user IDs (<c>U…</c>).</summary>
    public List<string> Slack { get; set; } = [];

    /// <summary>
    /// GitHub logins, in any case: what they write on a tracking issue is noted in the run's journal.
    /// </summary>
    public List<string> GitHub { get; set; } = [];

    /// <summary>Any of <c>viewer</c>, <c>operator</c>, <c>approver</c>.</summary>
    public List<string> Roles { get; set; } = [];
}
