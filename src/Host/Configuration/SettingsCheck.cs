namespace OlUpgrade.Hosting.Configuration;

/// <summary>Checks the settings as a whole: the options, or every problem at once, each with what to do.</summary>
public sealed class SettingsCheck
{
    private const int MaxDays = 36_500;

    private readonly List<string> _problems = [];
    private readonly bool _allowsPlainHttp;

    private SettingsCheck(bool allowsPlainHttp) => _allowsPlainHttp = allowsPlainHttp;

    /// <summary>The options, or the problems as sentences; never both.</summary>
    /// <param name="needsSsh">False if hosts are simulated.</param>
    public static (ServiceOptions? Options, IReadOnlyList<string> Problems) Of(Settings settings, bool needsSsh)
    {
        var parts = PartsOf(settings, needsSsh);
        return parts.Problems.Count == 0 ? (parts.ToOptions(), []) : (null, parts.Problems);
    }

    /// <summary>The valid settings, and the problems with the others.</summary>
    public static SettingsParts PartsOf(Settings settings, bool needsSsh) =>
        new SettingsCheck(settings.AllowPlainHttp).Read(settings, needsSsh);

    private SettingsParts Read(Settings settings, bool needsSsh)
    {
        var data = Full("DataFolder", settings.DataFolder);
        var workflows = Full("WorkflowsFolder", settings.WorkflowsFolder);
        if (workflows is not null && !File.Exists(Path.Combine(workflows, "hosts.yaml")))
            Problem("WorkflowsFolder", $"is {workflows}, which contains no hosts.yaml.");
        var (listen, nowhere) = ListenAddress.Read(settings.Listen, data ?? Path.GetFullPath("."));
        if (nowhere is not null)
            Problem("Listen", nowhere);
        var people = PeopleReader.Read(settings.People, sentence => Problem("People", sentence), settings.Groups);
        var slack = Address("Slack:BaseAddress", settings.Slack.BaseAddress);
        var bot = Secret("Slack:BotToken", settings.Slack.BotToken, settings.Slack.BotTokenFile, "xoxb-");
        var app = Secret("Slack:AppToken", settings.Slack.AppToken, settings.Slack.AppTokenFile, "xapp-");
        var github = Address("GitHub:BaseAddress", settings.GitHub.BaseAddress);
        var token = Secret("GitHub:Token", settings.GitHub.Token, settings.GitHub.TokenFile, "");
        if (needsSsh)
            CheckSsh(settings.Ssh);
        var ssh = WithDefaults(settings.Ssh, data ?? "");
        return new SettingsParts(
            data,
            workflows,
            listen,
            people,
            Days("Keep:Runs", settings.Keep.Runs),
            slack,
            bot,
            app,
            github,
            token,
            ssh,
            _problems
        );
    }

    private void CheckSsh(SshSettings settings)
    {
        if (settings.KeyFile.Length == 0)
            Problem("Ssh:KeyFile", "is not set. Set it to the private key that logs the service in to the hosts.");
        else if (!File.Exists(settings.KeyFile))
            Problem("Ssh:KeyFile", $"is {settings.KeyFile}, which does not exist.");
        if (settings.PassphraseFile.Length > 0 && !File.Exists(settings.PassphraseFile))
            Problem("Ssh:PassphraseFile", $"is {settings.PassphraseFile}, which does not exist.");
    }

    internal static SshSettings WithDefaults(SshSettings settings, string data) =>
        new()
        {
            KeyFile = settings.KeyFile,
            PassphraseFile = settings.PassphraseFile,
            KnownHostsFile =
                settings.KnownHostsFile.Length > 0 ? settings.KnownHostsFile : Path.Combine(data, "known_hosts"),
        };

    private TimeSpan Days(string name, int written)
    {
        if (written is < 1 or > MaxDays)
            Problem(name, $"is {written}. Set a number of days from 1 to {MaxDays}.");
        return TimeSpan.FromDays(Math.Clamp(written, 1, MaxDays));
    }

    private Secret? Secret(string name, string direct, string file, string prefix)
    {
        var (secret, problem) = Configuration.Secret.Read(Named(name), direct, file);
        if (problem is not null)
            _problems.Add(problem);
        if (secret is null || secret.Value.StartsWith(prefix, StringComparison.Ordinal))
            return secret;
        Problem(name, $"does not start with {prefix}; it is another kind of token.");
        return null;
    }

    private Uri? Address(string name, string written)
    {
        if (Uri.TryCreate(written, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            if (address.Scheme == "http" && !_allowsPlainHttp && !ListenAddress.IsLoopback(address))
            {
                Problem(
                    name,
                    $"is {address}: the token would travel unencrypted. Use https, or set AllowPlainHttp for a proxy "
                        + "on a network that is yours alone."
                );
                return null;
            }

            return address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        }

        Problem(name, $"is \"{written}\", which is not an http or https address.");
        return null;
    }

    private string? Full(string name, string written)
    {
        if (written.Trim().Length > 0)
            return Path.GetFullPath(written);
        Problem(name, "is empty. Set it to a folder.");
        return null;
    }

    private void Problem(string name, string sentence) => _problems.Add($"{Named(name)} {sentence}");

    private static string Named(string name) => $"{Settings.Section}:{name}";
}
