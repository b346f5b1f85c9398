using System.CommandLine;
using System.Security.Cryptography;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade start RUNBOOK</c>: begins a run and prints its number.</summary>
internal static class StartVerb
{
    public static Command Command(Screen screen)
    {
        var runbook = CommonOptions.Runbook();
        var parameters = CommonOptions.Parameters();
        var hosts = CommonOptions.Hosts();
        var server = CommonOptions.Server();
        var verb = new Command("start", "Begins a run of a runbook; prints its number.") { runbook, parameters, hosts, server };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var (given, wrong) = GivenParameters.Read(parsed.GetValue(parameters));
            if (wrong is not null)
                return screen.Fail(ExitCode.BadInput, wrong);
            var (only, wrongHosts) = GivenParameters.Hosts(parsed.GetValue(hosts));
            if (wrongHosts is not null)
                return screen.Fail(ExitCode.BadInput, wrongHosts);
            using var service = new Service(parsed.GetValue(server));
            var request = new StartRequest(
                parsed.GetRequiredValue(runbook),
                new Dictionary<string, string>(given),
                only,
                RandomNumberGenerator.GetHexString(16, lowercase: true));
            var reply = await service.PostAsync("api/runs/", request, cancellation);
            if (reply.Body is not { } body)
                return reply.Tell(screen);
            screen.Say($"{body.GetProperty("run").GetInt32()}");
            return ExitCode.Done;
        });
        return verb;
    }
}
