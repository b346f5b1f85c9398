using System.CommandLine;
using System.Globalization;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>
/// The verbs by which a run stops, for a while, for good, or to go back; and by which its branch goes.
/// </summary>
internal static class StopVerbs
{
    public static IEnumerable<Command> Commands(Screen screen) =>
        [Hold(screen), Rollback(screen), Abort(screen), DeleteBranch(screen)];

    private static Command Hold(Screen screen)
    {
        var reason = CommonOptions.Reason();
        return DecisionVerb.Of(
            screen,
            "hold",
            "Has a run begin nothing more until somebody says resume. What is in hand ends by itself.",
            [reason],
            parsed => (new("hold") { Reason = parsed.GetValue(reason) }, null)
        );
    }

    private static Command Rollback(Screen screen)
    {
        var words = new Argument<string[]>("TARGET")
        {
            HelpName = "[RUN] TARGET",
            Description =
                "The run's number, which may be left out while exactly one is open; and what is to be brought back: "
                + "all, a host, or a stage.",
            Arity = new ArgumentArity(1, 2),
        };
        var reason = CommonOptions.Reason();
        var emergency = new Option<bool>("--emergency") { Description = "Wait for nobody's approval. Wants a reason." };
        return DecisionVerb.Of(
            screen,
            "rollback",
            "Brings hosts back to what they were before a run, newest first, also after its end.",
            [words, reason, emergency],
            parsed =>
                TargetOf(parsed.GetValue(words)!) is { } target
                    ? (
                        new("rollback")
                        {
                            Target = target,
                            Reason = parsed.GetValue(reason),
                            Emergency = parsed.GetValue(emergency),
                        },
                        null
                    )
                    : (null, "Say what is to be rolled back, and of which run: `rollback 12 all`, a host, or a stage."),
            parsed => parsed.GetValue(words)!.Select(NumberOf).FirstOrDefault(number => number is not null)
        );
    }

    private static Command Abort(Screen screen)
    {
        var reason = CommonOptions.Reason();
        var stop = new Option<bool>("--stop")
        {
            Description = "Also stop the commands that run on hosts: TERM, then KILL.",
        };
        return DecisionVerb.Of(
            screen,
            "abort",
            "Ends a run: nothing further begins. What runs on a host now ends by itself, or is stopped.",
            [reason, stop],
            parsed => (new("abort") { Reason = parsed.GetValue(reason), Stops = parsed.GetValue(stop) }, null)
        );
    }

    private static Command DeleteBranch(Screen screen)
    {
        var reason = CommonOptions.Reason();
        return DecisionVerb.Of(
            screen,
            "delete-branch",
            "Deletes the rollback branch of a run that has ended, where it "
                + "is still at the commit that the run made it at.",
            [reason],
            parsed => (new("delete-branch") { Reason = parsed.GetValue(reason) }, null)
        );
    }

    /// <summary>The one word that is no number; null when there is none, or more than one.</summary>
    private static string? TargetOf(string[] words) =>
        words.Where(word => NumberOf(word) is null).ToList() is [var target] ? target : null;

    private static int? NumberOf(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
