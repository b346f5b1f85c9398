using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Outputs;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Configuration;

/// <summary>With which files the service does not start.</summary>
[Finding("A21")]
public sealed class ServiceFilesTests : IDisposable
{
    private const string Nobody = "65534";

    private readonly TempFolder _folder = new();
    private readonly Settings _settings;

    public ServiceFilesTests()
    {
        PrivateFolder.Make(_folder.File("data"));
        Directory.CreateDirectory(_folder.File("workflows"));
        _folder.Write("workflows/hosts.yaml", SmallWorkflow.Hosts);
        _settings = new()
        {
            DataFolder = _folder.File("data"),
            WorkflowsFolder = _folder.File("workflows"),
            Slack = new() { BotTokenFile = Private("bot", "xoxb-0123456789"), AppToken = "xapp-0123456789" },
            GitHub = new() { TokenFile = Private("github", "0123456789") },
            Ssh = new() { KeyFile = Private("key", "x") },
        };
        Private("settings.json", """{"OlUpgrade":{"Slack":{"AppToken":"xapp-0123456789"}}}""");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_of_this_user_alone_are_as_they_should_be(bool isContainer) => Assert.Empty(Problems(isContainer));

    [Theory]
    [InlineData("data", "700")]
    [InlineData("bot", "600")]
    [InlineData("github", "600")]
    [InlineData("key", "600")]
    [InlineData("settings.json", "600")]
    public void A_secret_that_others_can_read_is_refused_outside_of_a_container(string name, string mode)
    {
        Open(name, UnixFileMode.OtherRead);
        var path = _folder.File(name);
        var sentence = Assert.Single(Problems(isContainer: false));
        Assert.EndsWith($": others can read it. Run: chmod {mode} {path}", sentence, StringComparison.Ordinal);
        Assert.Empty(Problems(isContainer: true));
    }

    [Fact]
    public void Settings_without_secrets_may_be_read_but_not_changed_by_others()
    {
        Private("settings.json", """{"OlUpgrade":{"Slack":{"AppTokenFile":"app"}}}""");
        Open("settings.json", UnixFileMode.OtherRead);
        Assert.Empty(Problems(isContainer: false));
        Open("settings.json", UnixFileMode.OtherWrite);
        Assert.EndsWith(
            $"others can change it. Run: chmod go-w {_folder.File("settings.json")}",
            Assert.Single(Problems(isContainer: false)),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("data")]
    [InlineData("key")]
    [InlineData("workflows")]
    public void What_belongs_to_another_user_is_refused_outside_of_a_container(string name)
    {
        Assert.SkipUnless(FileStatus.OwnUser == 0, "only root can give a file to another user");
        Assert.Equal(0, Tool.Run("chown", Nobody, _folder.File(name)));
        var path = _folder.File(name);
        Assert.Contains(
            $"{path} belongs to the user with ID {Nobody}, not to root. Run: chown root {path}",
            Problems(isContainer: false)
        );
        Assert.Empty(Problems(isContainer: true));
        Assert.Equal(0, Tool.Run("chown", "0", _folder.File(name)));
    }

    [Fact]
    public void A_folder_in_which_others_can_put_something_else_in_the_place_of_a_secret_is_refused()
    {
        Open(".", UnixFileMode.OtherWrite | UnixFileMode.OtherExecute);
        Assert.All(Problems(isContainer: false), problem =>
            Assert.Contains($"Run: chmod go-w {_folder.Path}", problem, StringComparison.Ordinal)
        );
        Assert.NotEmpty(Problems(isContainer: false));
        Open(".", UnixFileMode.StickyBit);
        Assert.Empty(Problems(isContainer: false));
    }

    private IReadOnlyList<string> Problems(bool isContainer)
    {
        var parts = SettingsCheck.PartsOf(_settings, needsSsh: true);
        Assert.Empty(parts.Problems);
        return new ServiceFiles(_settings, parts, [_folder.File("settings.json")], isContainer).Problems();
    }

    private void Open(string name, UnixFileMode more) => FileModes.Add(_folder.File(name), more);

    private string Private(string name, string text) => _folder.WritePrivate(name, text);
}
