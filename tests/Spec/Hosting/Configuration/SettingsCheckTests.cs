using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Configuration;

/// <summary>The settings are checked as a whole, and each mistake has its sentence.</summary>
public sealed class SettingsCheckTests : IDisposable
{
    private const string BotToken = "xoxb-1234567890";
    private const string AppToken = "xapp-1234567890";
    private const string GitHubToken = "github_pat_1234567890";

    private const string NotSet =
        "is not set. Put the token into a file that only the service can read, and name the file here.";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sound_settings_become_options_with_full_paths_and_secrets_from_files_or_the_environment()
    {
        var settings = Sound();
        settings.Slack.BotToken = "";
        settings.Slack.BotTokenFile = _folder.Write("bot", $"  {BotToken}\n");
        var (options, problems) = SettingsCheck.Of(settings, needsSsh: true);
        Assert.Empty(problems);
        Assert.Equal([BotToken, AppToken, GitHubToken], options!.Secrets);
        Assert.Equal(Path.Combine(options.DataFolder, "known_hosts"), options.Ssh.KnownHostsFile);
        Assert.True(Path.IsPathFullyQualified(options.DataFolder));
        Assert.Equal("https://slack.test/api/", $"{options.Slack.BaseAddress}");
        foreach (var token in options.Secrets)
            Assert.DoesNotContain(
                token,
                $"{options} {options.Slack} {options.GitHub} {options.Slack.BotToken}",
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once()
    {
        var (options, problems) = SettingsCheck.Of(
            new Settings { DataFolder = " ", WorkflowsFolder = _folder.File("none") },
            needsSsh: true
        );
        Assert.Null(options);
        string[] sentences =
        [
            "OlUpgrade:DataFolder is empty. Set it to a folder.",
            $"OlUpgrade:WorkflowsFolder is {_folder.File("none")}, which contains no hosts.yaml.",
            $"OlUpgrade:Slack:BotTokenFile {NotSet}",
            $"OlUpgrade:Slack:AppTokenFile {NotSet}",
            $"OlUpgrade:GitHub:TokenFile {NotSet}",
            "OlUpgrade:Ssh:KeyFile is not set. Set it to the private key that logs the service in to the hosts.",
        ];
        Assert.Equal(sentences, problems);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8417")]
    [InlineData("http://192.0.2.1:8417")]
    [InlineData("http://olupgrade.test:8417")]
    [InlineData("https://127.0.0.1:8417")]
    [InlineData("127.0.0.1:8417")]
    [InlineData("ftp://127.0.0.1")]
    public void The_local_API_listens_on_loopback_alone(string address) =>
        IsWrong(settings => settings.Listen = address, "OlUpgrade:Listen is ");

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("http://localhost:1")]
    [InlineData("http://[::1]:1")]
    public void Any_loopback_address_will_do(string address)
    {
        var settings = Sound();
        settings.Listen = address;
        Assert.Empty(SettingsCheck.Of(settings, needsSsh: true).Problems);
    }

    [Fact]
    public void A_secret_is_given_once_and_is_of_the_right_kind()
    {
        IsWrong(
            settings => settings.Slack.AppTokenFile = _folder.Write("app", AppToken),
            "OlUpgrade:Slack:AppToken and OlUpgrade:Slack:AppTokenFile are both set; remove one."
        );
        IsWrong(
            settings => settings.Slack.AppToken = BotToken,
            "OlUpgrade:Slack:AppToken does not start with xapp-; it is another kind of token."
        );
        IsWrong(
            settings => settings.Slack.BotToken = AppToken,
            "OlUpgrade:Slack:BotToken does not start with xoxb-; it is another kind of token."
        );
        IsWrong(
            settings => settings.GitHub.Token = "short",
            "OlUpgrade:GitHub:Token has 5 characters, which is too short for a token."
        );
    }

    [Fact]
    public void A_token_in_the_place_of_its_file_is_not_told_on() =>
        IsWrong(
            settings => (settings.Slack.BotToken, settings.Slack.BotTokenFile) = ("", BotToken),
            "OlUpgrade:Slack:BotTokenFile contains a token. Put the token into a file, and name the file here."
        );

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        IsWrong(
            settings => (settings.GitHub.Token, settings.GitHub.TokenFile) = ("", _folder.File("gone")),
            $"OlUpgrade:GitHub:TokenFile is {_folder.File("gone")}, which cannot be read: "
        );
        IsWrong(
            settings => settings.Ssh.KeyFile = _folder.File("gone"),
            $"OlUpgrade:Ssh:KeyFile is {_folder.File("gone")}, which does not exist."
        );
        IsWrong(
            settings => settings.Ssh.PassphraseFile = _folder.File("gone"),
            $"OlUpgrade:Ssh:PassphraseFile is {_folder.File("gone")}, which does not exist."
        );
    }

    [Fact]
    [Finding("A20")]
    public void Addresses_are_of_the_web()
    {
        IsWrong(
            settings => settings.Slack.BaseAddress = "slack",
            "OlUpgrade:Slack:BaseAddress is \"slack\", which is not an http or https address."
        );
        IsWrong(
            settings => settings.Slack.BaseAddress = "http://slack.test/api/",
            "OlUpgrade:Slack:BaseAddress is http://slack.test/api/: the token would travel unencrypted. "
                + "Use https, or set AllowPlainHttp for a proxy on a network that is yours alone."
        );
        IsWrong(
            settings => settings.GitHub.BaseAddress = "http://10.0.0.1/",
            "OlUpgrade:GitHub:BaseAddress is http://10.0.0.1/: the token would travel unencrypted. "
                + "Use https, or set AllowPlainHttp for a proxy on a network that is yours alone."
        );
        IsWrong(
            settings => settings.GitHub.BaseAddress = "file:///x",
            "OlUpgrade:GitHub:BaseAddress is \"file:///x\", which is not an http or https address."
        );
    }

    [Fact]
    public void A_mistake_in_the_list_of_people_is_a_problem() =>
        IsWrong(
            settings => settings.People = [new() { Name = "mek", Roles = ["admin"] }],
            "OlUpgrade:People gives mek the role \"admin\", which does not exist. Use viewer, operator or approver."
        );

    private void IsWrong(Action<Settings> change, string sentence)
    {
        var settings = Sound();
        change(settings);
        var (options, problems) = SettingsCheck.Of(settings, needsSsh: true);
        Assert.Null(options);
        Assert.StartsWith(sentence, Assert.Single(problems), StringComparison.Ordinal);
        foreach (var token in (string[])[BotToken, AppToken, GitHubToken])
            Assert.DoesNotContain(token, problems[0], StringComparison.Ordinal);
    }

    private Settings Sound()
    {
        _folder.Write("hosts.yaml", SmallWorkflow.Hosts);
        return new()
        {
            DataFolder = _folder.File("data"),
            WorkflowsFolder = _folder.Path,
            Slack = new()
            {
                BaseAddress = "https://slack.test/api",
                BotToken = BotToken,
                AppToken = AppToken,
            },
            GitHub = new() { Token = GitHubToken },
            Ssh = new() { KeyFile = _folder.Write("key", "key") },
        };
    }
}
