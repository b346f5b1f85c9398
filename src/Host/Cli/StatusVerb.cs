using System.CommandLine;
using System.Text.Json;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade status [RUN]</c>: prints all runs, or one run with its hosts.</summary>
internal static class StatusVerb
{
    public static Command Command(Screen screen)
    {
        var run = CommonOptions.Run();
        var json = CommonOptions.Json();
        var server = CommonOptions.Server();
        var verb = new Command("status", "Shows all runs, or one run with its hosts.") { run, json, server };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var path = parsed.GetValue(run) is { } number ? $"api/runs/{number}" : "api/runs/";
                var reply = await service.GetAsync(path, cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                if (parsed.GetValue(json))
                    screen.SayJson(body);
                else if (body.ValueKind == JsonValueKind.Array)
                    await WriteAllAsync(screen, service, body, cancellation);
                else
                    RunTree.Write(screen, body.Deserialize<RunView>(JsonSerializerOptions.Web)!);
                return ExitCode.Done;
            }
        );
        return verb;
    }

    /// <summary>All runs, and what they left out of service, which outlives them.</summary>
    private static async Task WriteAllAsync(
        Screen screen,
        Service service,
        JsonElement runs,
        CancellationToken cancellation
    )
    {
        RunTable.Write(screen, runs);
        var fleet = await service.GetAsync("api/fleet/", cancellation);
        foreach (var host in fleet.Body?.Deserialize<OutageView[]>(JsonSerializerOptions.Web) ?? [])
            screen.Say($"! {host.Sentence}");
    }
}
