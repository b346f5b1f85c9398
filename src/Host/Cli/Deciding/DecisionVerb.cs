using System.CommandLine;
using System.Text.Json;
using OlUpgrade.Health;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>The verbs by which people decide about a run, one for each row of the table of commands.</summary>
internal static class DecisionVerb
{
    public static IEnumerable<Command> Commands(Screen screen) =>
        CommandTable.All.Select(syntax => Command(screen, syntax));

    private static Command Command(Screen screen, CommandSyntax syntax)
    {
        var parts = new DecisionParts(syntax);
        var server = CommonOptions.Server();
        var verb = new Command(syntax.Verb, syntax.Details);
        foreach (var argument in parts.Arguments)
            verb.Add(argument);
        foreach (var option in parts.Options.Append(server))
            verb.Add(option);
        verb.SetAction(
            (parsed, cancellation) =>
            {
                var (request, problem) = parts.Read(parsed);
                if (request is null)
                    return Task.FromResult(screen.Fail(ExitCode.BadInput, problem!));
                var address = CommonOptions.AddressOf(parsed, server);
                if (syntax.IsOfFleet)
                    return SendOfHostAsync(screen, address, request, cancellation);
                return parts.IsOfAllRuns(parsed)
                    ? SendForAllAsync(screen, address, request, cancellation)
                    : SendAsync(screen, address, syntax, parts.RunOf(parsed), request, cancellation);
            }
        );
        return verb;
    }

    private static async Task<int> SendAsync(
        Screen screen,
        string? server,
        CommandSyntax syntax,
        int? named,
        DecisionRequest request,
        CancellationToken cancellation
    )
    {
        using var service = new Service(server);
        var noneIsOpen = syntax.IsForEndedRuns
            ? $"No run is open. For one that has ended, give its number: {syntax.Usage(Door.CommandLine)}."
            : null;
        var (number, code) = await service.RunAsync(screen, named, cancellation, noneIsOpen);
        if (number is null)
            return code;
        var reply = await service.PostAsync($"api/runs/{number}/decisions", request, cancellation);
        if (reply.Body is null)
            return reply.Show(screen);
        screen.Say($"Run {number}: {syntax.Verb} is in the journal.");
        return ExitCode.Done;
    }

    /// <summary>Limit for the answer about a host: the service first asks that host its questions.</summary>
    internal static TimeSpan PatienceOfHost { get; } = HealthProof.MaxTime + TimeSpan.FromSeconds(30);

    /// <summary>The service finds the run that the host belongs to, and says in a sentence what it did.</summary>
    private static async Task<int> SendOfHostAsync(
        Screen screen,
        string? server,
        DecisionRequest request,
        CancellationToken cancellation
    )
    {
        using var service = new Service(server, timeout: PatienceOfHost);
        var reply = await service.PostAsync("api/fleet/decisions", request, cancellation);
        if (reply.Body?.Deserialize<Answer>(JsonSerializerOptions.Web) is not { } answer)
            return reply.Show(screen);
        screen.Say(answer.Sentence ?? $"{request.Host}: {request.Decision} is in the journal.");
        return ExitCode.Done;
    }

    /// <summary>Prints what became of each open run; one that could not be decided about makes it a failure.</summary>
    private static async Task<int> SendForAllAsync(
        Screen screen,
        string? server,
        DecisionRequest request,
        CancellationToken cancellation
    )
    {
        using var service = new Service(server);
        var reply = await service.PostAsync("api/runs/decisions", request, cancellation);
        if (reply.Body?.Deserialize<HoldAllView>(JsonSerializerOptions.Web) is not { } view)
            return reply.Show(screen);
        screen.Say(view.Sentence);
        return view.NotHeld.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}
