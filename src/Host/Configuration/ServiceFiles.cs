namespace OlUpgrade.Hosting.Configuration;

/// <summary>
/// The files that decide what the service does and as whom: with what others can change or read among them, it does
/// not serve. In a container only what others can change counts: there secrets are mounted with the modes and owners
/// of the host, and nobody else is inside.
/// </summary>
/// <param name="settings">As written.</param>
/// <param name="parts">As understood.</param>
/// <param name="settingsFiles">The files that the settings were read from.</param>
internal sealed class ServiceFiles(
    Settings settings,
    SettingsParts parts,
    IEnumerable<string> settingsFiles,
    bool isContainer
)
{
    // Whoever can change the settings beside the program can change the program.
    private static readonly string BesideProgram = Path.Combine(AppContext.BaseDirectory, "appsettings.json");

    private readonly List<string> _written =
    [
        .. settingsFiles.Where(file => file != BesideProgram && File.Exists(file)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>True in a container, by the marks of Docker, Podman, Kubernetes and the images of .NET.</summary>
    public static bool IsContainer =>
        File.Exists("/.dockerenv")
        || File.Exists("/run/.containerenv")
        || Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1";

    private List<string> Secrets =>
        [
            .. SecretsOf(settings).Where(IsOnDisk),
            .. _written.Where(SettingsFile.HoldsSecrets),
            .. parts.DataFolder is { } data ? TokensOf(data).Prepend(data) : [],
        ];

    private IEnumerable<string> Trusted =>
        [
            .. _written.Where(file => !SettingsFile.HoldsSecrets(file)),
            parts.Ssh.KnownHostsFile,
            .. parts.WorkflowsFolder is { } folder && Directory.Exists(folder)
                ? Directory.EnumerateFiles(folder, "*.yaml").Prepend(folder)
                : [],
        ];

    /// <summary>Every problem with the command that mends it; empty if the service may start.</summary>
    public IReadOnlyList<string> Problems() =>
        [
            .. Secrets
                .Select(path => isContainer ? PrivateFile.ProblemOfTrusted(path) : PrivateFile.ProblemOf(path))
                .OfType<string>()
                .Concat(ProblemsBesideSecrets())
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The problems with owners, with folders above, and with what others may read but not change.</summary>
    public IEnumerable<string> ProblemsBesideSecrets() =>
        Trusted
            .Select(PrivateFile.ProblemOfTrusted)
            .Concat(isContainer ? [] : Secrets.Concat(Trusted).SelectMany(Foreign))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal);

    /// <summary>The files with secrets that the settings name.</summary>
    public static IEnumerable<string> SecretsOf(Settings settings)
    {
        string[] all =
        [
            settings.Slack.BotTokenFile,
            settings.Slack.AppTokenFile,
            settings.GitHub.TokenFile,
            settings.Ssh.PassphraseFile,
            settings.Ssh.KeyFile,
        ];
        return all.Where(file => file.Length > 0).Select(Path.GetFullPath);
    }

    private static IEnumerable<string?> Foreign(string path) =>
        [PrivateFile.ProblemOfOwner(path), PrivateFile.ProblemAbove(path)];

    private static IEnumerable<string> TokensOf(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "token*.json") : [];

    /// <summary>False for what systemd passes to this service alone, with a mode that does not show it.</summary>
    private static bool IsOnDisk(string path) =>
        Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY") is not { Length: > 0 } credentials
        || !path.StartsWith(credentials + '/', StringComparison.Ordinal);
}
