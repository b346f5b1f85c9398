using System.Text;
using OlUpgrade.GitHub;
using OlUpgrade.Health;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Hosting.Slack;
using OlUpgrade.Hosts;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Socket;
using OlUpgrade.Spec.GitHub;
using OlUpgrade.Spec.Slack;
using OlUpgrade.Spec.Support;
using OlUpgrade.Ssh;
using OlUpgrade.Ssh.Client;
using OlUpgrade.Storage;
using OlUpgrade.Upgrades;
using OlUpgrade.Wire;

namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What the fuzz tests have found, each with the smallest bytes that show it.</summary>
public sealed class FoundFaultTests
{
    private const string Half = "\\ud800";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"type":"hello","x":"\ud800"}""", "hello")]
    [InlineData("""{"\ud800":1,"type":"hello"}""", "hello")]
    [InlineData("""{"type":"\ud800"}""", "\ufffd")]
    [InlineData("""{"type":"\\ud800"}""", "\\ud800")]
    [InlineData("""{"type":"\udc00\ud83d\ude00\u0041"}""", "\ufffd\ud83d\ude00A")]
    public void Half_a_character_does_not_end_the_socket_to_Slack(string message, string type) =>
        Assert.Equal(type, SlackEnvelope.Parse(Encoding.UTF8.GetBytes(message))?.Type);

    [Fact]
    public void A_command_with_half_a_character_is_heard_and_acknowledged()
    {
        var envelope = SlackEnvelope.Parse(
            Encoding.UTF8.GetBytes(
                $$$"""
                {"type":"slash_commands","envelope_id":"e1","payload":{"command":"/upgrade","user_id":"U1",
                 "text":"note 7 {{{Half}}} here"}}
                """
            )
        );
        Assert.Equal("note 7 \ufffd here", Assert.IsType<SlackSignal.SlashCommand>(envelope?.Signal).Text);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_do_not_end_the_socket_to_Slack() =>
        Assert.Equal("\ufffd", SlackEnvelope.Parse((byte[])[.. "{\"type\":\""u8, 0xC8, .. "\"}"u8])?.Type);

    [Fact]
    public async Task Half_a_character_in_a_message_does_not_hide_a_whole_thread()
    {
        var slack = new SlackScene();
        slack.Answers(
            "conversations.replies",
            $$"""{"ok":true,"messages":[{"{{Half}}":1},{"user":"U1","ts":"1.2","text":"<@UBOT> {{Half}}"}]}"""
        );
        var found = await slack.Client.MentionsInThreadAsync(new("C1", "1.1"), DateTimeOffset.UnixEpoch, Cancel);
        Assert.Equal("<@UBOT> \ufffd", Assert.Single(found.Value).Text);
    }

    [Fact]
    public async Task A_scheduled_message_at_no_possible_time_is_left_out()
    {
        var slack = new SlackScene();
        slack.Answers(
            "chat.scheduledMessages.list",
            """{"ok":true,"scheduled_messages":[{"id":"Q1","channel_id":"C1","post_at":9223372036854775807}]}"""
        );
        Assert.Empty((await slack.Client.ScheduledAsync(Cancel)).Value);
    }

    [Theory]
    [InlineData("9223372036854775807.000100")]
    [InlineData("253402300800.000100")]
    public void A_message_of_no_possible_time_is_heard_without_a_time(string ts) => Assert.Null(Mentions.SaidAt(ts));

    [Theory]
    [InlineData("NaN")]
    [InlineData("-Infinity")]
    [InlineData("Infinity")]
    public void A_wait_that_is_no_number_is_none_or_within_the_limit(string header) =>
        Assert.InRange(RetryAfter.Parse(header, Some.Time) ?? TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("/////3NzaA==")]
    [InlineData("f////3NzaA==")]
    [InlineData("AAAAAwphIA==")]
    [InlineData("AAAAAA==")]
    public void A_key_that_names_no_type_is_none(string blob) =>
        Assert.Null(HostKey.FromWire(Convert.FromBase64String(blob)));

    [Theory]
    [InlineData("""{"event":6}""")]
    [InlineData("""[]""")]
    [InlineData("""{"event":"\ud800"}""")]
    [InlineData("""{"\ud800":1,"other":2}""")]
    public void An_entry_with_another_kind_of_name_is_not_named_so(string json) =>
        Assert.False(EventCodec.IsNamed("run-requested", json));

    [Theory]
    [InlineData("{")]
    [InlineData("""{"mek":null}""")]
    [InlineData("""{"mek":"abc"}""")]
    [InlineData("""{"mek":{}}""")]
    [InlineData("""{"mek":{"hash":null,"made":1,"expires":""}}""")]
    [InlineData("""{"mek":{"hash":"aaaaaaaaaaaaaaaa","made":"x","expires":"2026-04-01T00:00:00Z"}}""")]
    [InlineData("""{"mek":7}""")]
    public void A_broken_file_of_tokens_knows_nobody_and_is_not_written_over(string json)
    {
        using var folder = new TempFolder();
        var file = folder.Write("tokens.json", json);
        var tokens = new TokenFile(folder.Path, TimeProvider.System);
        Assert.Null(tokens.OwnerOf("olu_x"));
        Assert.Throws<System.Text.Json.JsonException>(() => tokens.Make("jim"));
        Assert.Equal(json, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("""{"OlUpgrade":{"Slack":{"BotToken":null}}}""", "OlUpgrade:Slack:BotToken")]
    [InlineData("""{"OlUpgrade":{"People":[{"Name":null}]}}""", "OlUpgrade:People:0:Name")]
    [InlineData("""{"OlUpgrade":{"Listen":null}}""", "OlUpgrade:Listen")]
    [InlineData("""{"OlUpgrade":{"DataFolder":"\u0000"}}""", "OlUpgrade:DataFolder contains a NUL")]
    [InlineData("""{"OlUpgrade":{"Slack":{"BotTokenFile":"a\u0000b"}}}""", "OlUpgrade:Slack:BotTokenFile")]
    public void A_setting_of_null_or_with_a_NUL_is_refused_by_its_name(string json, string name)
    {
        using var folder = new TempFolder();
        Assert.Contains(name, SettingsFile.Read(folder.Write("my.json", json)).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ref":"refs/heads/x"}""")]
    [InlineData("""{"ref":null,"object":{"sha":null}}""")]
    public async Task A_branch_without_a_commit_is_not_from_GitHub(string reference)
    {
        var github = new GitHubScene()
            .Answers("GET", $"/repos/{GitHubScene.Repository}/git/ref/heads/x", reference)
            .Answers("POST", GitHubScene.Refs, reference, status: 201);
        var branches = new GitHubBranches(github.Connection);
        Assert.False((await branches.FindAsync(GitHubScene.Repository, "x", Cancel)).IsGood);
        var created = await branches.CreateAsync(GitHubScene.Repository, "x", "sha", Cancel);
        Assert.True(created.Failure?.PerhapsHappened);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("""[{"ref":null}]""")]
    public async Task A_list_of_branches_with_a_nameless_one_is_not_from_GitHub(string list)
    {
        var path = $"/repos/{GitHubScene.Repository}/git/matching-refs/heads/rollback-";
        var branches = new GitHubBranches(new GitHubScene().Answers("GET", path, list).Connection);
        Assert.False((await branches.NamesStartingWithAsync(GitHubScene.Repository, "rollback-", Cancel)).IsGood);
    }

    [Fact]
    public async Task A_list_of_comments_with_nothing_in_it_is_not_from_GitHub()
    {
        var github = new GitHubScene().Answers("GET", $"{GitHubScene.Issues}/41/comments", "[null]");
        var issue = new GitHubIssue(GitHubScene.Repository, 41, "https://github.test/41");
        Assert.False((await new GitHubIssues(github.Connection).MarkersAsync(issue, ["m"], Cancel)).IsGood);
    }

    [Fact]
    public async Task An_account_without_a_login_is_not_from_GitHub()
    {
        var connection = new GitHubConnection(
            new FuzzedService(AnsweredBytes.Read("x 200\n{}"u8.ToArray()), "/nowhere", ""),
            new GitHubOptions("ghp_secret", new("https://github.test/api/v3")),
            new Wire.InlineTime { LimitsFrom = TimeSpan.FromSeconds(30) }
        );
        Assert.False((await connection.LoginAsync(Cancel)).IsGood);
    }

    [Theory]
    [InlineData("""{"archived":[null]}""")]
    [InlineData("""{"id":1e999}""")]
    public async Task A_repository_with_values_of_other_types_is_not_from_GitHub(string repository)
    {
        var github = new GitHubScene().Answers("GET", $"/repos/{GitHubScene.Repository}", repository);
        Assert.False((await new GitHubRights(github.Connection).InAsync(GitHubScene.Repository, Cancel)).IsGood);
    }

    [Theory]
    [InlineData(422)]
    [InlineData(502)]
    public async Task An_error_of_ever_deeper_lists_does_not_end_the_process(int status)
    {
        var body = $$"""{"message":{{new string('[', 1_000_000)}}""";
        var github = new GitHubScene().Answers("GET", $"/repos/{GitHubScene.Repository}", body, status);
        Assert.False((await new GitHubRights(github.Connection).InAsync(GitHubScene.Repository, Cancel)).IsGood);
    }

    [Fact]
    public async Task An_error_with_nothing_in_its_list_is_a_failure()
    {
        var github = new GitHubScene().Answers(
            "GET",
            $"/repos/{GitHubScene.Repository}",
            """{"message":"no","errors":[null]}""",
            status: 422
        );
        Assert.False((await new GitHubRights(github.Connection).InAsync(GitHubScene.Repository, Cancel)).IsGood);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(502)]
    public async Task A_character_set_that_nobody_knows_is_no_fault_of_ours(int status)
    {
        var bytes = Encoding.UTF8.GetBytes($"x {status} application/json; charset=none\n{{}}");
        using var service = new FuzzedService(AnsweredBytes.Read(bytes), "/nowhere", "");
        var options = new GitHubOptions("ghp_secret", new("https://github.test/api/v3"));
        var time = new Wire.InlineTime { LimitsFrom = TimeSpan.FromSeconds(30) };
        Assert.False((await new GitHubConnection(service, options, time).LoginAsync(Cancel)).IsGood);
        using var http = new HttpClient(service);
        var slack = new SlackClient(http, new SlackOptions { BotToken = "xoxb-secret" }, time);
        Assert.False((await slack.UserAsync("U1", Cancel)).IsGood);
    }

    [Fact]
    public async Task What_GitHub_refuses_with_is_shown_harmless()
    {
        var github = new GitHubScene().Answers(
            "GET",
            $"/repos/{GitHubScene.Repository}",
            """{"message":"no\u001b[2J\u202e"}""",
            status: 422
        );
        var reply = await new GitHubRights(github.Connection).InAsync(GitHubScene.Repository, Cancel);
        Assert.Empty(NastyText.HarmIn(reply.Failure!.Sentence));
    }

    [Fact]
    public async Task What_Slack_refuses_with_is_shown_harmless()
    {
        var slack = new SlackScene();
        slack.Answers("users.info", """{"ok":false,"error":"missing_scope","needed":"x\u001b[2J\u202e"}""");
        Assert.Empty(NastyText.HarmIn((await slack.Client.UserAsync("U1", Cancel)).Failure!.Sentence));
        slack = new SlackScene();
        slack.Answers("users.info", """{"ok":false,"error":"x\u001b[2J\u202e"}""");
        Assert.Empty(NastyText.HarmIn((await slack.Client.UserAsync("U1", Cancel)).Failure!.Sentence));
    }

    [Fact]
    public void A_status_page_cannot_keep_the_reader_busy()
    {
        foreach (var piece in (string[])["</td>\n<tSoftware version", "<", " ", "Software version <td"])
        {
            var page = $"Software version{string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length))}";
            Assert.NotEmpty(StatusPage.Revision(page));
        }
    }

    [Fact]
    public void A_host_cannot_fill_the_journal_with_the_state_of_a_container()
    {
        var check = HealthCheck.Of(new HealthQuestion.AllContainers(), Some.Host("ol-a") with { Containers = ["web"] });
        var answer = $"/web {new string('[', 100_000)} image 0 2026-11-29T09:00:00Z\n";
        var verdict = check.Judge(new ShellAnswer(0, answer, ""));
        Assert.False(verdict.IsHealthy);
        Assert.InRange(verdict.Observed.Length, 1, HealthVerdict.MaxObserved);
    }
}
