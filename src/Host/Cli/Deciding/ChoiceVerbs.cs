using System.CommandLine;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>The verbs by which a run that stopped goes on: as it was, or without a step or a host.</summary>
internal static class ChoiceVerbs
{
    public static IEnumerable<Command> Commands(Screen screen) =>
        [Resume(screen), Retry(screen), Skip(screen), Exclude(screen), Adopt(screen)];

    private static Command Resume(Screen screen)
    {
        var happened = new Option<bool>("--it-happened") { Description = "You looked: the unknown step did happen." };
        var not = new Option<bool>("--it-did-not-happen") { Description = "You looked: it did not; do it now." };
        var (host, reason) = (DecisionVerb.Host(), CommonOptions.Reason());
        return DecisionVerb.Of(
            screen,
            "resume",
            "Goes on: lets a held run go on, begins a failed step again unless "
                + "it is found to be done by now (a reboot by hand is "
                + "not repeated), probes an unknown one, asks an expired question again.",
            [happened, not, host, reason],
            parsed =>
                (parsed.GetValue(happened), parsed.GetValue(not)) switch
                {
                    (true, true) => (null, "Say one of --it-happened and --it-did-not-happen, not both."),
                    (false, false) => (
                        new("resume") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) },
                        null
                    ),
                    var (yes, _) => (
                        new("settle")
                        {
                            Host = parsed.GetValue(host),
                            Happened = yes,
                            Reason = parsed.GetValue(reason),
                        },
                        null
                    ),
                }
        );
    }

    private static Command Retry(Screen screen)
    {
        var (host, reason) = (DecisionVerb.Host(), CommonOptions.Reason());
        return DecisionVerb.Of(
            screen,
            "retry",
            "Begins a failed step again, whatever is found there.",
            [host, reason],
            parsed => (new("retry") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) }, null)
        );
    }

    private static Command Skip(Screen screen)
    {
        var (host, reason) = (DecisionVerb.Host(), DecisionVerb.TheReason());
        return DecisionVerb.Of(
            screen,
            "skip",
            "Goes on without a failed step, on that host alone.",
            [host, reason],
            parsed => (new("skip") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) }, null)
        );
    }

    private static Command Exclude(Screen screen)
    {
        var (host, reason) = (DecisionVerb.TheHost(), DecisionVerb.TheReason());
        return DecisionVerb.Of(
            screen,
            "exclude",
            "Does nothing more on a host, and goes on with the others.",
            [host, reason],
            parsed => (new("exclude") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) }, null)
        );
    }

    private static Command Adopt(Screen screen)
    {
        var host = new Argument<string>("HOST") { Description = "Which host." };
        var reason = DecisionVerb.TheReason();
        return DecisionVerb.Of(
            screen,
            "adopt",
            "Takes a host whose ledger refuses this service: of another "
                + "database, another service, or a new one. For operators.",
            [host, reason],
            parsed => (new("adopt") { Host = parsed.GetValue(host), Reason = parsed.GetValue(reason) }, null)
        );
    }
}
