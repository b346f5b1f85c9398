using System.Text.RegularExpressions;
using OlUpgrade.Execution;
using OlUpgrade.Runs;
using OlUpgrade.Slack;
using OlUpgrade.Storage;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// What people say to the app by its name in a channel: the grammar of <c>/upgrade</c>, answered in the thread, once for each
/// message. In a run's own thread that run is meant.
/// </summary>
public sealed partial class Mentions(
    SlackClient slack, SlashCommands commands, IJournal journal, Recorder recorder, TimeProvider time, ILogger<Mentions> logger)
{
    /// <summary>Of the newest so many runs a header is looked for.</summary>
    private const int RunsMost = 50;

    private static readonly TimeSpan s_since = TimeSpan.FromHours(1);

    public async Task HeardAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        var run = await RunOfAsync(mention, cancellation);
        var marker = $"{await journal.DatabaseIdAsync(cancellation)}/mention/{mention.EventId}";
        var head = new SlackPosted(mention.Channel, mention.ThreadTs ?? mention.Ts);
        var there = await slack.MarkersAsync(head, [marker], time.GetUtcNow() - s_since, cancellation);
        if (there is { IsGood: true, Value.IsEmpty: false })
            return;
        var typed = new TypedCommand(Name().Replace(mention.Text, "").Trim(), mention.UserId, $"slack/{mention.TeamId}/{mention.EventId}", run);
        var answer = SlackText.Fit(await commands.AnswerAsync(typed, cancellation), "`olupgrade` on the command line shows the rest.");
        var told = await slack.PostAsync(new(head.Channel, answer, head.Ts, marker), cancellation);
        if (!told.IsGood)
            logger.LogWarning("What was said to the app could not be answered: {Sentence}", told.Failure.Sentence);
    }

    private async Task<RunId?> RunOfAsync(SlackSignal.Mentioned mention, CancellationToken cancellation)
    {
        if (mention.ThreadTs is not { } thread)
            return null;
        foreach (var summary in await journal.ListAsync(onlyOpen: false, RunsMost, cancellation))
        {
            if (await recorder.LoadAsync(summary.Run, cancellation) is { } run && IsOfThread(run, mention.Channel, thread))
                return run.Id;
        }

        return null;
    }

    /// <summary>Below the header, or below one of the run's questions.</summary>
    private static bool IsOfThread(Run run, string channel, string thread) =>
        run.Steps.Values.Any(step => step.Evidence.GetValueOrDefault("ts") == thread && step.Evidence.GetValueOrDefault("channel") == channel);

    [GeneratedRegex(@"^\s*<@[A-Z0-9]+(\|[^>]*)?>[:,]?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
