using System.CommandLine;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The verbs by which people decide: approve, refuse, resume, override, adopt, abort.</summary>
internal static class DecisionVerbs
{
    public static IEnumerable<Command> Commands(Screen screen) =>
        [Approve(screen), Refuse(screen), Resume(screen), Override(screen), Adopt(screen), Abort(screen)];

    private static Command Approve(Screen screen)
    {
        var plan = new Option<string>("--plan")
        {
            Description = "The plan that you saw: the first 12 digits of its digest, as in the message or in status.",
            Required = true,
        };
        return Verb(screen, "approve", "Agrees to the open question of a run.", [plan], parsed =>
            (new DecisionRequest("approve", parsed.GetValue(plan), null, null, null), null));
    }

    private static Command Refuse(Screen screen)
    {
        var reason = CommonOptions.Reason();
        return Verb(screen, "refuse", "Says no to the open question of a run, which ends it.", [reason], parsed =>
            (new DecisionRequest("refuse", null, null, null, parsed.GetValue(reason)), null));
    }

    private static Command Resume(Screen screen)
    {
        var happened = new Option<bool>("--it-happened") { Description = "You looked: the unknown step did happen." };
        var not = new Option<bool>("--it-did-not-happen") { Description = "You looked: it did not; do it now." };
        var host = new Option<string?>("--host") { Description = "Whose step is meant, when several wait." };
        var reason = CommonOptions.Reason();
        return Verb(
            screen,
            "resume",
            "Goes on: tries a failed step again, probes an unknown one, asks an expired question again.",
            [happened, not, host, reason],
            parsed => (parsed.GetValue(happened), parsed.GetValue(not)) switch
            {
                (true, true) => (null, "Say one of --it-happened and --it-did-not-happen, not both."),
                (false, false) => (new DecisionRequest("resume", null, parsed.GetValue(host), null, parsed.GetValue(reason)), null),
                var (yes, _) => (new DecisionRequest("settle", null, parsed.GetValue(host), yes, parsed.GetValue(reason)), null),
            });
    }

    private static Command Override(Screen screen)
    {
        var host = new Option<string>("--host") { Description = "On which host.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it may go on; kept in the journal and told to people.", Required = true };
        return Verb(
            screen,
            "override",
            "Has a run go on in spite of a preflight, or outside its window, on one host. For approvers other than the requester.",
            [host, reason],
            parsed => (new DecisionRequest("override", null, parsed.GetValue(host), null, parsed.GetValue(reason)), null));
    }

    private static Command Adopt(Screen screen)
    {
        var host = new Argument<string>("HOST") { Description = "Which host." };
        var reason = new Option<string>("--reason") { Description = "Why it may be; kept in the journal and told to people.", Required = true };
        return Verb(
            screen,
            "adopt",
            "Takes a host whose ledger refuses this service: of another database, another service, or a new one. For operators.",
            [reason],
            parsed => (new DecisionRequest("adopt", null, parsed.GetValue(host), null, parsed.GetValue(reason)), null),
            host);
    }

    private static Command Abort(Screen screen)
    {
        var reason = CommonOptions.Reason();
        var stop = new Option<bool>("--stop") { Description = "Also stop the commands that run on hosts: TERM, then KILL." };
        return Verb(
            screen,
            "abort",
            "Ends a run: nothing further begins. What runs on a host now ends by itself, or is stopped.",
            [reason, stop],
            parsed => (new DecisionRequest("abort", null, null, null, parsed.GetValue(reason), parsed.GetValue(stop)), null));
    }

    private static Command Verb(
        Screen screen,
        string name,
        string description,
        IEnumerable<Option> options,
        Func<ParseResult, (DecisionRequest? Request, string? Problem)> read,
        Argument? first = null)
    {
        var run = CommonOptions.Run();
        var server = CommonOptions.Server();
        var verb = new Command(name, description);
        if (first is not null)
            verb.Add(first);
        verb.Add(run);
        verb.Add(server);
        foreach (var option in options)
            verb.Add(option);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var (request, problem) = read(parsed);
            if (request is null)
                return screen.Fail(ExitCode.BadInput, problem!);
            using var service = new Service(parsed.GetValue(server));
            var (number, code) = await service.RunAsync(screen, parsed.GetValue(run), cancellation);
            if (number is null)
                return code;
            var reply = await service.PostAsync($"api/runs/{number}/decisions", request, cancellation);
            if (reply.Body is null)
                return reply.Tell(screen);
            screen.Say($"Run {number}: {name} is in the journal.");
            return ExitCode.Done;
        });
        return verb;
    }
}
