using System.Collections.Immutable;
using OlUpgrade.GitHub;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Runbooks;
using OlUpgrade.Slack.Client;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Checks Slack, GitHub and the clock, as far as the settings allow.</summary>
internal sealed class ServiceCheckup(SettingsParts parts, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);

    public Task<ImmutableArray<Finding>> SlackAsync(
        IReadOnlyCollection<Runbook> runbooks,
        Settings settings,
        CancellationToken cancellation
    ) =>
        parts is { SlackAddress: not null, BotToken: not null }
            ? new SlackFindings(Slack()).OfBotAsync(ChannelsOf(runbooks), settings, cancellation)
            : NotCheckedAsync("Slack", "the bot token");

    public Task<ImmutableArray<Finding>> SocketAsync(CancellationToken cancellation) =>
        parts is { SlackAddress: not null, AppToken: not null }
            ? new SlackFindings(Slack()).OfSocketAsync(cancellation)
            : NotCheckedAsync("Slack", "the app token");

    public async Task<ImmutableArray<Finding>> GitHubAsync(
        IReadOnlyCollection<Runbook> runbooks,
        CancellationToken cancellation
    )
    {
        if (parts is not { GitHubAddress: { } address, GitHubToken: { } token })
            return await NotCheckedAsync("GitHub", "the token");
        using var handler = new SocketsHttpHandler();
        var github = new GitHubConnection(
            handler,
            new GitHubOptions(token.Value, address) { Timeout = CallLimit },
            time
        );
        return await new GitHubFindings(github).AskAsync(RepositoryUse.Of(runbooks), cancellation);
    }

    public Task<ImmutableArray<Finding>> ClockAsync(CancellationToken cancellation)
    {
        (string Service, Uri? Address)[] all = [("Slack", parts.SlackAddress), ("GitHub", parts.GitHubAddress)];
        var services = all.Where(pair => pair.Address is not null).Select(pair => (pair.Service, pair.Address!));
        return new ClockFindings(http, CallLimit, time).AskAsync(services, cancellation);
    }

    private SlackClient Slack() =>
        new(
            http,
            new SlackOptions
            {
                BaseAddress = parts.SlackAddress!,
                BotToken = parts.BotToken?.Value ?? "",
                AppToken = parts.AppToken?.Value ?? "",
                Timeout = CallLimit,
            },
            time
        );

    private static IEnumerable<string> ChannelsOf(IEnumerable<Runbook> runbooks) =>
        runbooks
            .SelectMany(runbook =>
                runbook.Stages.Select(stage => stage.Approval).OfType<ApprovalRule>().Prepend(runbook.Approval)
            )
            .SelectMany(rule => new[] { rule.Channel, rule.SecondChannel })
            .OfType<string>()
            .Distinct();

    private static Task<ImmutableArray<Finding>> NotCheckedAsync(string subject, string what) =>
        Task.FromResult<ImmutableArray<Finding>>([
            Finding.Note(subject, $"{what} could not be checked: see the problems with the settings above."),
        ]);
}
