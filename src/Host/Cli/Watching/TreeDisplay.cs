using OlUpgrade.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// For a terminal: the tree, drawn anew with each look and at least every second, in as much detail as fits.
/// </summary>
internal sealed class TreeDisplay(IAnsiConsole console, LiveDisplayContext live, TimeProvider time) : IWatchDisplay
{
    private const string Hint = "Ctrl-C ends the watching, not the run.";

    private Run? _run;
    private QuietPeriod? _silence;

    public TimeSpan Patience => TimeSpan.FromSeconds(1);

    public void Show(JournalUpdate news)
    {
        _run = news.After;
        Draw();
    }

    public void Away(QuietPeriod? silence)
    {
        _silence = silence;
        Draw();
    }

    /// <summary>The most detailed picture that is no higher than this; the least one when none is.</summary>
    public static IRenderable Fitting(
        Run run,
        DateTimeOffset now,
        string below,
        RenderOptions options,
        int width,
        int height
    )
    {
        IRenderable picture = new Text("");
        foreach (var detail in Enum.GetValues<Detail>())
        {
            picture = new Rows(WatchTree.Of(run, now, detail, options.Unicode), new Text(below, new Style(Color.Grey)));
            if (Segment.SplitLines(picture.Render(options, width)).Count <= height)
                break;
        }

        return picture;
    }

    private void Draw()
    {
        if (_run is not { Plan: not null } run)
            return;
        var (options, width, height) = (RenderOptions.Create(console), console.Profile.Width, console.Profile.Height);
        live.UpdateTarget(Fitting(run, time.GetUtcNow(), _silence?.ToString() ?? Hint, options, width, height - 1));
    }
}
