using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>For programs: each entry of the journal as one line of JSON, as <c>journal --json</c> has it.</summary>
internal sealed class JsonDisplay(Screen screen) : IWatchDisplay
{
    private readonly PlainDisplay _people = new(screen);

    public TimeSpan Patience => _people.Patience;

    public void Show(JournalUpdate news)
    {
        foreach (var entry in news.Entries)
            screen.SayJsonLine(EntryView.Of(entry));
    }

    public void Away(QuietPeriod? silence) => _people.Away(silence);
}
