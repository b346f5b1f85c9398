namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// The configuration as written: <c>appsettings.json</c>, then environment variables <c>OLUPGRADE__…</c>. Checked as a
/// whole at start by <see cref="SettingsCheck"/>; nothing is read from it before.
/// </summary>
public sealed class Settings
{
    public const string Section = "OlUpgrade";

    /// <summary>Where the journal and the alarm clock keep their files.</summary>
    /// <value>Default <c>data</c>, relative to the working folder.</value>
    public string DataFolder { get; set; } = "data";

    /// <summary>Where the runbooks and <c>hosts.yaml</c> are.</summary>
    /// <value>Default <c>workflows</c>.</value>
    public string WorkflowsFolder { get; set; } = "workflows";

    /// <summary>The loopback address of the local API.</summary>
    /// <value>Default <c>http://127.0.0.1:8417</c>.</value>
    public string Listen { get; set; } = "http://127.0.0.1:8417";

    /// <summary>Who may do what. Empty: nobody can start anything, and nobody's approval counts.</summary>
    public List<PersonSettings> People { get; set; } = [];

    /// <summary>User groups of Slack whose members have roles.</summary>
    public List<GroupSettings> Groups { get; set; } = [];

    public KeepSettings Keep { get; set; } = new();

    public SlackSettings Slack { get; set; } = new();

    public GitHubSettings GitHub { get; set; } = new();

    public SshSettings Ssh { get; set; } = new();
}
