using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>For programs: each journal entry as one line of JSON, with the fields of <c>journal --json</c>.</summary>
internal sealed class JsonDisplay(Screen screen) : IWatchDisplay
{
    private readonly PlainDisplay _plain = new(screen);

    public TimeSpan MaxWait => _plain.MaxWait;

    public void Show(JournalUpdate update)
    {
        foreach (var entry in update.Entries)
            screen.SayJsonLine(EntryView.Of(entry));
    }

    public void ShowOutage(QuietPeriod? outage) => _plain.ShowOutage(outage);
}
