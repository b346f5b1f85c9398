namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// The settings as written, from the files and environment variables that <see cref="SettingsFile"/> reads. They are
/// read once, at start, and checked as a whole by <see cref="SettingsCheck"/> before any of them is used. An unknown
/// key is an error.
/// </summary>
public sealed class Settings
{
    /// <summary>
    /// The section of the JSON files, and the prefix of the environment variables: <c>OLUPGRADE__SLACK__BOTTOKEN</c>.
    /// </summary>
    public const string Section = "OlUpgrade";

    /// <summary>
    /// The folder for the journal, the timers, the tokens of the command line and, by default, the pinned host keys.
    /// One service at a time can use it. It is created with access for its owner only.
    /// </summary>
    /// <value><c>data</c>, relative to the working folder.</value>
    public string DataFolder { get; set; } = "data";

    /// <summary>The folder with the runbooks and <c>hosts.yaml</c>, which must exist.</summary>
    /// <value><c>workflows</c>, relative to the working folder.</value>
    public string WorkflowsFolder { get; set; } = "workflows";

    /// <summary>
    /// Where the local API listens, which the command line uses: <c>unix</c>, <c>unix:PATH</c>, or http on a loopback
    /// address.
    /// </summary>
    /// <value><c>unix</c>: the socket in the run folder that systemd makes, else in the data folder.</value>
    public string Listen { get; set; } = ListenAddress.UsualSocket;

    /// <summary>
    /// The people and their roles. A run needs at least one operator who starts it and one other person who approves
    /// it.
    /// </summary>
    /// <value>Empty: no run can be started or approved, except by members of <see cref="Groups"/>.</value>
    public List<PersonSettings> People { get; set; } = [];

    /// <summary>Slack user groups whose members have roles, in addition to <see cref="People"/>.</summary>
    /// <value>Empty: Slack's user groups are not read.</value>
    public List<GroupSettings> Groups { get; set; } = [];

    /// <summary>
    /// Whether Slack and GitHub may be reached over plain http at an address that is not loopback: for a proxy that
    /// adds TLS, on a network that is yours alone.
    /// </summary>
    /// <value>False.</value>
    public bool AllowPlainHttp { get; set; }

    /// <summary>How long ended runs are kept.</summary>
    public KeepSettings Keep { get; set; } = new();

    /// <summary>How Slack is reached. Required.</summary>
    public SlackSettings Slack { get; set; } = new();

    /// <summary>How GitHub is reached. Required.</summary>
    public GitHubSettings GitHub { get; set; } = new();

    /// <summary>How the service logs in to the hosts. Required unless hosts are simulated.</summary>
    public SshSettings Ssh { get; set; } = new();
}
