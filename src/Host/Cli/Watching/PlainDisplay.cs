using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// For pipes and logs: a dated line for each event that people are told of, in the same words as in Slack.
/// </summary>
internal sealed class PlainDisplay(Screen screen) : IWatchDisplay
{
    private bool _isAway;

    public TimeSpan Patience => TimeSpan.FromSeconds(20);

    public void Show(JournalUpdate news)
    {
        if (news.Before.Plan is null && news.After.Plan is { } plan)
            screen.Say($"Run {news.After.Id}: {plan.Title}, asked for by {news.After.Requester!.Name}");
        foreach (var (entry, sentence) in Notes.Tell(news.Before, news.Entries))
            screen.Say($"{entry.At:yyyy-MM-dd HH:mm:ss}  {Indented(sentence)}");
    }

    public void Away(QuietPeriod? silence)
    {
        if (silence is null)
            screen.Error.WriteLine("The service answers again.");
        else if (!_isAway)
            screen.Error.WriteLine($"{silence}");
        _isAway = silence is not null;
    }

    /// <summary>Further lines stand below the sentence, so that a date begins each event and nothing else.</summary>
    private static string Indented(string sentence) =>
        sentence.Replace("\n", $"\n{new string(' ', "yyyy-MM-dd HH:mm:ss  ".Length)}", StringComparison.Ordinal);
}
