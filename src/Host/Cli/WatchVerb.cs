using System.CommandLine;
using OlUpgrade.Hosting.Cli.Watching;
using OlUpgrade.Runs;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade watch [RUN]</c>: shows a run live until it ends. Exit code 0 if it succeeded, 1 if not. It only reads:
/// stopping it does not affect the run.
/// </summary>
internal static class WatchVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var plain = new Option<bool>("--plain")
        {
            Description = "Print dated lines instead of the tree, even on a terminal.",
        };
        var json = new Option<bool>("--json") { Description = "Print each journal entry as a line of JSON." };
        var server = CommonOptions.Server();
        var verb = new Command("watch", "Shows a run live until it ends. Ctrl-C stops watching, not the run.")
        {
            run,
            plain,
            json,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var (number, code) = await service.RunAsync(screen, parsed.GetValue(run), cancellation);
                if (number is null)
                    return code;
                var watcher = new Watcher(service, new RunId(number.Value), TimeProvider.System);
                var isTree = !parsed.GetValue(plain) && ConsoleOf.CanRedraw(screen.Output);
                return parsed.GetValue(json) ? await WatchAsync(screen, watcher, new JsonDisplay(screen), cancellation)
                    : isTree ? await TreeAsync(screen, watcher, cancellation)
                    : await WatchAsync(screen, watcher, new PlainDisplay(screen), cancellation);
            }
        );
        return verb;
    }

    /// <summary>Watches the run to its end. Returns the exit code.</summary>
    public static async Task<int> WatchAsync(
        Screen screen,
        Watcher watcher,
        IWatchDisplay display,
        CancellationToken cancellation
    ) => CodeOf(screen, await watcher.RunAsync(display, cancellation));

    private static async Task<int> TreeAsync(Screen screen, Watcher watcher, CancellationToken cancellation)
    {
        var console = ConsoleOf.Writer(screen.Output);
        var end = await console
            .Live(new Text("…"))
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .Cropping(VerticalOverflowCropping.Bottom)
            .StartAsync(live => watcher.RunAsync(new TreeDisplay(console, live, TimeProvider.System), cancellation));
        if (end.Run.Version > 0)
            console.Write(FinalTree(end.Run, console));
        return CodeOf(screen, end);
    }

    /// <summary>The complete tree, at any height: it stays on the screen.</summary>
    private static Tree FinalTree(Run run, IAnsiConsole console) =>
        WatchTree.Of(run, TimeProvider.System.GetUtcNow(), Detail.All, console.Profile.Capabilities.Unicode);

    private static int CodeOf(Screen screen, WatchEnd end) =>
        end switch
        {
            { IsInterrupted: true } => screen.Fail(
                ExitCode.Interrupted,
                $"Stopped watching; run {end.Run.Id} is not affected."
            ),
            { Reply: { } reply } => reply.Show(screen),
            { Run.Status: RunStatus.Succeeded } => ExitCode.Done,
            _ => ExitCode.Failed,
        };
}
