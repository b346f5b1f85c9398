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
                    RunTable.Write(screen, body);
                else
                    RunTree.Write(screen, body.Deserialize<RunView>(JsonSerializerOptions.Web)!);
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
