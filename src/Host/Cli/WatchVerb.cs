using System.CommandLine;
using OlUpgrade.Hosting.Cli.Watching;
using OlUpgrade.Runs;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade watch [RUN]</c>: a run as it goes, until it has ended. Exit code 0 when it succeeded, 1 when it was
/// refused or aborted. It only looks: to end it does nothing to the run.
/// </summary>
internal static class WatchVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var plain = new Option<bool>("--plain")
        {
            Description = "Dated lines instead of the tree, also on a terminal.",
        };
        var json = new Option<bool>("--json") { Description = "Print each entry of the journal as a line of JSON." };
        var server = CommonOptions.Server();
        var verb = new Command("watch", "Shows a run as it goes, until it has ended. Ctrl-C ends only the watching.")
        {
            run,
            plain,
            json,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(parsed.GetValue(server));
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

    /// <summary>Watches to the end, and says by the exit code which one it was.</summary>
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
            console.Write(Last(end.Run, console));
        return CodeOf(screen, end);
    }

    /// <summary>The whole picture, however high: it stays on the screen.</summary>
    private static Tree Last(Run run, IAnsiConsole console) =>
        WatchTree.Of(run, TimeProvider.System.GetUtcNow(), Detail.All, console.Profile.Capabilities.Unicode);

    private static int CodeOf(Screen screen, WatchEnd end) =>
        end switch
        {
            { IsInterrupted: true } => screen.Fail(
                ExitCode.Interrupted,
                $"The watching has ended; run {end.Run.Id} is untouched by that."
            ),
            { Reply: { } reply } => reply.Tell(screen),
            { Run.Status: RunStatus.Succeeded } => ExitCode.Done,
            _ => ExitCode.Failed,
        };
}
