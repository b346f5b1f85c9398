using System.CommandLine;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>What every verb has by which people decide: the run, the state that was seen, and one answer.</summary>
internal static class DecisionVerb
{
    /// <summary>The verb.</summary>
    /// <param name="takes">The arguments, which come before RUN, and the options.</param>
    /// <param name="read">What was said, or what is wrong with it.</param>
    /// <param name="runOf">Where the run's number is, when one of the arguments has it.</param>
    public static Command Of(
        Screen screen,
        string name,
        string description,
        IReadOnlyList<Symbol> takes,
        Func<ParseResult, (DecisionRequest? Request, string? Problem)> read,
        Func<ParseResult, int?>? runOf = null
    )
    {
        var (run, seen, server) = (CommonOptions.Run(), Seen(), CommonOptions.Server());
        var verb = new Command(name, description);
        foreach (var argument in takes.OfType<Argument>())
            verb.Add(argument);
        if (runOf is null)
            verb.Add(run);
        foreach (var option in takes.OfType<Option>().Append(seen).Append(server))
            verb.Add(option);
        verb.SetAction(
            (parsed, cancellation) =>
            {
                var (request, problem) = read(parsed);
                if (request is null)
                    return Task.FromResult(screen.Fail(ExitCode.BadInput, problem!));
                var named = runOf is null ? parsed.GetValue(run) : runOf(parsed);
                var said = request with { Seen = parsed.GetValue(seen) };
                return SayAsync(screen, parsed.GetValue(server), name, named, said, cancellation);
            }
        );
        return verb;
    }

    public static Option<string?> Host() => new("--host") { Description = "Whose step is meant, when several wait." };

    public static Option<string> TheHost() => new("--host") { Description = "Which host.", Required = true };

    public static Option<string> TheReason() =>
        new("--reason") { Description = "Why it may be; kept in the journal and told to people.", Required = true };

    private static Option<int?> Seen() =>
        new("--seen")
        {
            Description = "The state you saw, as status prints it: refused if somebody decided something since.",
        };

    private static async Task<int> SayAsync(
        Screen screen,
        string? server,
        string name,
        int? named,
        DecisionRequest request,
        CancellationToken cancellation
    )
    {
        using var service = new Service(server);
        var noneIsOpen = request.Decision switch
        {
            "rollback" => "No run is open. To roll back one that has ended, name it.",
            "delete-branch" => "No run is open. To delete the branch of one that has ended, name it.",
            _ => null,
        };
        var (number, code) = await service.RunAsync(screen, named, cancellation, noneIsOpen);
        if (number is null)
            return code;
        var reply = await service.PostAsync($"api/runs/{number}/decisions", request, cancellation);
        if (reply.Body is null)
            return reply.Tell(screen);
        screen.Say($"Run {number}: {name} is in the journal.");
        return ExitCode.Done;
    }
}
