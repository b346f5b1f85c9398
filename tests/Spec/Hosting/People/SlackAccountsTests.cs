using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.People;
using OlUpgrade.Runs;
using OlUpgrade.Slack.Client;
using OlUpgrade.Spec.Slack;
using OlUpgrade.Spec.Support;

namespace OlUpgrade.Spec.Hosting.People;

/// <summary>What Slack says of an account, does not say, or says too late, and what the settings make of it.</summary>
public sealed class SlackAccountsTests
{
    private const string Mek = """{"ok":true,"user":{"id":"U1","name":"mek","team_id":"T1"}}""";
    private const string Down = "<h1>503</h1>";

    private readonly SlackScene _slack = new();
    private readonly MovableTime _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    [Finding("A3")]
    public async Task An_account_that_Slack_does_not_know_is_nobodys_however_well_it_was_known_before()
    {
        var accounts = Accounts();
        _slack.Answers("users.info", Mek).Answers("users.info", """{"ok":false,"error":"user_not_found"}""");
        Assert.True((await Ask(accounts)).Person!.Is(Role.Approver));
        _time.Advance(TimeSpan.FromMinutes(2));
        var gone = await Ask(accounts);
        Assert.Null(gone.Doubt);
        Assert.Empty(gone.Person!.Roles);
    }

    [Fact]
    [Finding("A14")]
    public async Task Slacks_last_answer_about_a_listed_person_counts_for_twelve_hours_of_silence()
    {
        var accounts = Accounts();
        _slack.Answers("users.info", Mek).Answers("users.info", Down, 503, "text/html");
        await Ask(accounts);
        _time.Advance(SlackAccounts.Trusted - TimeSpan.FromMinutes(1));
        Assert.Null((await Ask(accounts)).Doubt);
        _time.Advance(TimeSpan.FromMinutes(2));
        var doubted = await Ask(accounts);
        Assert.NotNull(doubted.Doubt);
        Assert.Equal("mek", doubted.Person!.Name);
    }

    [Fact]
    [Finding("A14")]
    public async Task An_unlisted_account_is_nobody_while_Slack_is_silent()
    {
        _slack.Answers("users.info", Down, 503, "text/html");
        Assert.Null((await Accounts().AskAsync("U9", Cancel)).Person);
    }

    [Fact]
    [Finding("A14")]
    public async Task A_late_answer_keeps_nobody_waiting_and_counts_for_whoever_repeats_their_words()
    {
        var patient = new SlackClient(new HttpClient(_slack.Outside), _slack.Options, _time);
        var accounts = Accounts(patient);
        _slack.Answers("users.info", "{}", 429, retryAfter: "5").Answers("users.info", Mek);
        var asked = Ask(accounts);
        await Eventually.True("a first call", () => _slack.Calls("users.info").Count == 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("within 2 s", (await asked).Doubt, StringComparison.Ordinal);
        await Eventually.True("a second call", SecondCall);
        var repeated = await Ask(accounts);
        Assert.Null(repeated.Doubt);
        Assert.True(repeated.Person!.Is(Role.Approver));

        bool SecondCall()
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return _slack.Calls("users.info").Count == 2;
        }
    }

    private Task<SlackStanding> Ask(SlackAccounts accounts) => accounts.AskAsync("U1", Cancel);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SlackAccounts Accounts(SlackClient? slack = null)
    {
        slack ??= _slack.Client;
        var people = PeopleReader.Read(
            [
                new PersonSettings
                {
                    Name = "mek",
                    Slack = ["U1"],
                    Roles = ["operator", "approver"],
                },
            ],
            Assert.Fail
        );
        return new(slack, new SlackUserGroups(slack, people, _time), people, _time);
    }
}
