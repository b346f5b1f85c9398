using OlUpgrade.Runs.Commands;
using OlUpgrade.Slack.Client;
using OlUpgrade.Slack.Messages;
using OlUpgrade.Slack.Socket;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// <c>/upgrade return HOST</c> asks a host its health questions, which may take minutes. That is done beside the
/// socket, where it delays no other signal, and the person is shown the answer where they typed. One that fails is
/// logged and lost.
/// </summary>
public sealed class SlashReturns(
    SlackClient slack,
    SlashCommands commands,
    IHostApplicationLifetime lifetime,
    ILogger<SlashReturns> logger
)
{
    /// <summary>Returns of one person that may wait or be at work.</summary>
    private const int MaxWaiting = 5;

    private readonly PersonQueues _queues = new(MaxWaiting);

    /// <summary>
    /// What the person reads at once; null for a command that asks no host, such as a return by hand.
    /// </summary>
    public string? Begin(SlackSignal.SlashCommand typed, TypedCommand command)
    {
        if (HostToAsk(typed.Text) is not { } host)
            return null;
        return _queues.Add(typed.UserId, () => AnswerAsync(typed, command, lifetime.ApplicationStopping))
            ? SlackText.Escape($"Asking {host} whether it is healthy. The answer follows here within minutes; ")
                + "`/upgrade status` shows whether it is still out of service."
            : "Your earlier returns are not answered yet. Wait for them, then type it again.";
    }

    private static string? HostToAsk(string text)
    {
        if (UpgradeGrammar.Parse(text) is not UpgradeCommand.Decide { Syntax.IsOfFleet: true } decide)
            return null;
        var words = decide.Words.SkipWhile((word, at) => at == 0 && word == "--host").ToList();
        return words.ElementAtOrDefault(1)?.TrimStart('-') == CommandTable.ByHand ? null : words.FirstOrDefault();
    }

    private async Task AnswerAsync(SlackSignal.SlashCommand typed, TypedCommand command, CancellationToken cancellation)
    {
        try
        {
            var answer = await commands.AnswerAsync(command, cancellation);
            var shown = await slack.PostEphemeralAsync(typed.ChannelId, typed.UserId, answer, null, cancellation);
            if (!shown.IsGood)
                logger.LogWarning("{User} was not shown \"{Answer}\": {Why}", typed.UserId, answer, shown.Failure);
        }
        catch (Exception fault)
        {
            if (!cancellation.IsCancellationRequested)
                logger.LogError(fault, "The return that {User} typed was not answered", typed.UserId);
        }
    }
}
