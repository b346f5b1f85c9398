using System.Text.Json;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>The service's own files, after a person or a full disk has changed them.</summary>
[Collection(FuzzCollection.Name)]
public sealed class OwnFileFuzzTests
{
    private static readonly string Hash = new('a', 64);

    private static readonly IReadOnlyList<byte[]> Settings =
    [
        .. Seeds.Of(Repository.Read("src/Host/appsettings.json")),
        .. Seeds.Of(
            """
            {"OlUpgrade":{"DataFolder":"/var/lib/olupgrade","Listen":"http://127.0.0.1:5080","Keep":{"Runs":10},
             "People":[{"Name":"mek","Slack":["U1"],"GitHub":["mekarpeles"],"Roles":["operator","approver"]}],
             "Groups":[{"Slack":"S1","Roles":["viewer"]}],"AllowPlainHttp":true,
             "Slack":{"BotToken":"xoxb-12345678","AppToken":"xapp-12345678"},"GitHub":{"Token":"ghp_12345678"}}}
            """
        ),
    ];

    private static readonly IReadOnlyList<byte[]> Tokens = Seeds.Of(
        $$"""
        {"mek":"{{Hash}}","jim":{"hash":"{{Hash}}",
         "made":"2026-01-01T00:00:00+00:00","expires":"2026-04-01T00:00:00+00:00"} }
        """,
        """{"aaaaaaaaaaaa":{"Seen":"2026-01-01T00:00:00+00:00","Used":null}}""",
        """{"mekarpeles":978325,"cdrini":6251786}"""
    );

    [Fact]
    [Parser("settings")]
    public void Any_file_of_settings_is_read_or_refused_with_a_sentence()
    {
        using var folder = new TempFolder();
        Fuzz.Holds(new("settings", Settings, bytes => ReadSettings(bytes, folder.File("my.json"))));
    }

    [Fact]
    [Parser("token-files")]
    public void A_broken_file_of_tokens_knows_nobody()
    {
        using var folder = new TempFolder();
        Fuzz.Holds(new("token-files", Tokens, bytes => ReadTokens(bytes, folder)));
    }

    private static void ReadSettings(byte[] bytes, string file)
    {
        File.WriteAllBytes(file, bytes);
        var (settings, problem) = SettingsFile.Read(file);
        Assert.True(settings is null != problem is null);
        if (settings is not null)
            Assert.All(SettingsCheck.PartsOf(settings, needsSsh: false).Problems, Assert.NotEmpty);
    }

    private static void ReadTokens(byte[] bytes, TempFolder folder)
    {
        foreach (var name in (string[])["tokens.json", "token-uses.json", "pins.json"])
            File.WriteAllBytes(folder.File(name), bytes);
        var tokens = new TokenFile(folder.Path, TimeProvider.System);
        _ = tokens.OwnerOf("olu_unknown");
        Promised(() => tokens.SeeAll());
        Promised(() => _ = tokens.All());
        Promised(() => _ = new GitHubPins(folder.File("pins.json")).IsTheirs("mekarpeles", 978325));
    }

    private static void Promised(Action read)
    {
        try
        {
            read();
        }
        catch (JsonException unreadable)
        {
            Assert.NotEmpty(unreadable.Message);
        }
    }
}
