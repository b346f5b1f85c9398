using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.Configuration;

/// <summary>Where settings come from, and which of two sources wins.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private const string Variable = "OLUPGRADE__GITHUB__BASEADDRESS";

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _folder.Dispose();
    }

    [Fact]
    public void A_named_file_stands_before_the_defaults_and_a_variable_before_the_file()
    {
        var file = _folder.Write(
            "my.json",
            """{"OlUpgrade":{"DataFolder":"/from/file","GitHub":{"BaseAddress":"https://from.file/"}}}"""
        );
        Environment.SetEnvironmentVariable(Variable, "https://from.environment/");
        var settings = SettingsFile.Read(file).Settings!;
        Assert.Equal(("/from/file", "https://from.environment/"), (settings.DataFolder, settings.GitHub.BaseAddress));
        Assert.Equal("https://slack.com/api/", settings.Slack.BaseAddress);
    }

    [Fact]
    public void People_are_read_with_their_accounts_and_roles()
    {
        var file = _folder.Write(
            "my.json",
            """{"OlUpgrade":{"People":[{"Name":"mek","Slack":["U1","U2"],"Roles":["operator"]}]}}"""
        );
        var person = Assert.Single(SettingsFile.Read(file).Settings!.People);
        Assert.Equal(
            ("mek", "U1 U2", "operator"),
            (person.Name, string.Join(' ', person.Slack), person.Roles.Single())
        );
    }

    [Theory]
    [InlineData("""{"OlUpgrade":{"DataFoldr":"x"}}""", "DataFoldr")]
    [InlineData("""{"OlUpgrade":{"Slack":{"BotTokn":"xoxb-1234567890"}}}""", "BotTokn")]
    [InlineData("""{"OlUpgrade":""", "my.json")]
    public void What_is_not_understood_is_refused_by_name(string json, string named)
    {
        var (settings, problem) = SettingsFile.Read(_folder.Write("my.json", json));
        Assert.Null(settings);
        Assert.Contains(named, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("xoxb-1234567890", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_must_be_there()
    {
        var (settings, problem) = SettingsFile.Read(_folder.File("gone.json"));
        Assert.Null(settings);
        Assert.Equal($"--config is {_folder.File("gone.json")}, which does not exist.", problem);
    }
}
