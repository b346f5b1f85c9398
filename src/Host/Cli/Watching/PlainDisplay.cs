using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// For pipes and logs: a dated line for each event that is also reported in Slack, in the same words.
/// </summary>
internal sealed class PlainDisplay(Screen screen) : IWatchDisplay
{
    private bool _isInOutage;

    public TimeSpan MaxWait => TimeSpan.FromSeconds(20);

    public void Show(JournalUpdate update)
    {
        if (update.Before.Plan is null && update.After.Plan is { } plan)
            screen.Say($"Run {update.After.Id}: {plan.Title}, requested by {update.After.Requester!.Name}");
        foreach (var (entry, sentence) in Notes.Of(update.Before, update.Entries))
            screen.Say($"{entry.At:yyyy-MM-dd HH:mm:ss}  {Indented(sentence)}");
    }

    public void ShowOutage(QuietPeriod? outage)
    {
        if (outage is null)
            screen.Hint("The service answers again.");
        else if (!_isInOutage)
            screen.Hint($"{outage}");
        _isInOutage = outage is not null;
    }

    /// <summary>Indents further lines, so that only the first line of each event starts with a date.</summary>
    private static string Indented(string sentence) =>
        sentence.Replace("\n", $"\n{new string(' ', "yyyy-MM-dd HH:mm:ss  ".Length)}", StringComparison.Ordinal);
}
