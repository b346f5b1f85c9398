using OlUpgrade.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OlUpgrade.Hosting.Cli.Watching;

/// <summary>
/// For terminals: the tree, redrawn with each update and at least every second, in as much detail as fits.
/// </summary>
internal sealed class TreeDisplay(IAnsiConsole console, LiveDisplayContext live, TimeProvider time) : IWatchDisplay
{
    private const string Hint = "Ctrl-C stops watching, not the run.";

    private Run? _run;
    private QuietPeriod? _outage;

    public TimeSpan MaxWait => TimeSpan.FromSeconds(1);

    public void Show(JournalUpdate update)
    {
        _run = update.After;
        Draw();
    }

    public void ShowOutage(QuietPeriod? outage)
    {
        _outage = outage;
        Draw();
    }

    /// <summary>The most detailed tree that fits into the height; the least detailed one if none fits.</summary>
    /// <param name="below">A line under the tree.</param>
    public static IRenderable Fitting(
        Run run,
        DateTimeOffset now,
        string below,
        RenderOptions options,
        int width,
        int height
    )
    {
        IRenderable view = new Text("");
        foreach (var detail in Enum.GetValues<Detail>())
        {
            view = new Rows(WatchTree.Of(run, now, detail, options.Unicode), new Text(below, new Style(Color.Grey)));
            if (Segment.SplitLines(view.Render(options, width)).Count <= height)
                break;
        }

        return view;
    }

    private void Draw()
    {
        if (_run is not { Plan: not null } run)
            return;
        var (options, width, height) = (RenderOptions.Create(console), console.Profile.Width, console.Profile.Height);
        live.UpdateTarget(Fitting(run, time.GetUtcNow(), _outage?.ToString() ?? Hint, options, width, height - 1));
    }
}
