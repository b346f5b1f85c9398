using OlUpgrade.Sandbox.Hosts;
using OlUpgrade.Sandbox.Slack;
using OlUpgrade.Spec.Support;
using OlUpgrade.Storage.Sqlite;

namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>
/// The doctor as a whole: what it checks, that it changes nothing, and that one failure hides no other.
/// </summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Where_all_is_right_nothing_is_wrong_and_every_thing_has_its_line()
    {
        await using var scene = await DoctorScene.StartAsync();
        await scene.Journal();
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        Assert.Empty(seen.Notes);
        Assert.Equal(
            [
                "settings",
                "secrets",
                "files",
                "people",
                "data folder",
                "journal",
                "workflows",
                "small",
                "Slack",
                "Slack #openlibrary",
                "Slack mek",
                "Slack cdrini",
                "GitHub",
                "GitHub internetarchive/openlibrary",
                "clock",
                "ol-a",
                "ol-b",
                "hosts",
            ],
            seen.Subjects
        );
        seen.IsOk("settings", "all settings are valid")
            .IsOk("secrets", "only their owner can read")
            .IsOk("files", "only this user and root can change")
            .IsOk("people", "operators: mek, cdrini; approvers: mek, cdrini.")
            .IsOk("data folder", "only its owner can read")
            .IsOk("data folder", "MiB are free")
            .IsOk("data folder", "no service uses it now")
            .IsOk("journal", "open runs: 0")
            .IsOk("workflows", "2 hosts")
            .IsOk("small", "the runbook is valid")
            .IsOk("hosts", "2 answered, and all are different machines");
    }

    [Fact]
    public async Task It_changes_nothing_anywhere()
    {
        await using var scene = await DoctorScene.StartAsync();
        await scene.Journal();
        scene.Fleet["ol-b"].MakeLedger("somebody-else", 7);
        var (before, refs) = (FilesOf(scene.Data), scene.Servers.GitHub.Refs("internetarchive", "openlibrary"));
        await scene.Look();
        Assert.Equal(before, FilesOf(scene.Data));
        Assert.Empty(scene.Servers.Slack.Messages(SlackEyes.Channel));
        Assert.Empty(scene.Servers.GitHub.Issues("internetarchive", "openlibrary"));
        Assert.Equal(refs, scene.Servers.GitHub.Refs("internetarchive", "openlibrary"));
        Assert.Null(scene.Fleet["ol-a"].Ledger);
        Assert.Equal(7, scene.Fleet["ol-b"].Ledger!.Fence);
        Assert.Empty(scene.Fleet.Effects.All);
    }

    [Fact]
    public async Task A_data_folder_that_is_not_there_yet_is_not_made()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.DataFolder = scene.Data + "-none";
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsNote("data folder", "does not exist yet").IsNote("journal", "there is none yet");
        Assert.False(Directory.Exists(scene.Data + "-none"));
    }

    [Fact]
    public async Task A_running_service_is_said_and_not_disturbed()
    {
        await using var scene = await DoctorScene.StartAsync();
        var id = await scene.Journal();
        using var service = DataFolder.TryOpen(scene.Data);
        var seen = await scene.Look();
        Assert.Empty(seen.Wrong);
        seen.IsOk("data folder", "a running service uses it").IsOk("journal", id);
        Assert.Null(DataFolder.TryOpen(scene.Data));
    }

    [Fact]
    public async Task Slack_and_GitHub_and_a_host_that_are_dead_hide_nothing_else()
    {
        await using var scene = await DoctorScene.StartAsync();
        await scene.Journal();
        var end = TimeProvider.System.GetUtcNow().AddHours(1);
        scene.Servers.Slack.Outages.DownUntil(end);
        scene.Servers.GitHub.Outages.DownUntil(end);
        scene.Fleet["ol-a"].Faults.Inject(new(HostFaultKind.Unreachable) { Duration = TimeSpan.FromHours(1) });
        var seen = await scene.Look();
        Assert.Equal(4, seen.Wrong.Count);
        seen.IsNote("Slack", "channels and people could not be checked")
            .IsNote("GitHub", "repositories could not be checked")
            .IsNote("clock", "could not be compared with Slack's")
            .IsNote("clock", "could not be compared with GitHub's")
            .IsOk("small", "valid")
            .IsOk("ol-b", "machine ")
            .IsOk("hosts", "1 answered");
    }

    [Fact]
    public async Task What_the_settings_lack_is_said_and_the_rest_is_looked_at_all_the_same()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.Slack.AppTokenFile = "";
        scene.Settings.GitHub.TokenFile = scene.Data;
        var seen = await scene.Look();
        Assert.All(seen.Wrong, line => Assert.StartsWith("settings: OlUpgrade:", line, StringComparison.Ordinal));
        Assert.Equal(2, seen.Wrong.Count);
        seen.IsNote("Slack", "the app token could not be checked")
            .IsNote("GitHub", "the token could not be checked")
            .IsOk("Slack #openlibrary", "the bot is in it")
            .IsOk("clock", "GitHub")
            .IsOk("ol-a", "Docker answers");
    }

    [Fact]
    public async Task A_token_of_another_kind_is_sent_to_nobody()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Settings.Slack.BotTokenFile = scene.Write("mixed-up", SlackWorkspace.AppToken);
        var seen = await scene.Look();
        seen.OnlyWrongIs("settings", "OlUpgrade:Slack:BotToken does not start with xoxb-");
        seen.IsNote("Slack", "the bot token could not be checked");
    }

    [Fact]
    public async Task Only_the_hosts_that_are_named_are_asked()
    {
        await using var scene = await DoctorScene.StartAsync();
        scene.Fleet["ol-a"].Faults.Inject(new(HostFaultKind.AccessRefused));
        var seen = await scene.Look("ol-b");
        Assert.Empty(seen.Wrong);
        Assert.DoesNotContain("ol-a", seen.Subjects);
        Assert.Single(scene.Fleet["ol-a"].Faults.Waiting);
    }

    private static IReadOnlyList<string> FilesOf(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateFiles()
                .OrderBy(file => file.Name)
                .Select(file => $"{file.Name} {Convert.ToHexString(File.ReadAllBytes(file.FullName))}"),
        ];
}
