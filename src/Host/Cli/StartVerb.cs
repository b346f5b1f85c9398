using System.CommandLine;
using System.Security.Cryptography;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade start RUNBOOK</c>, or <c>start --continue RUN</c>: begins a run and prints its number.
/// </summary>
internal static class StartVerb
{
    public static Command Command(Screen screen)
    {
        var runbook = CommonOptions.Runbook();
        runbook.Arity = ArgumentArity.ZeroOrOne;
        var continues = new Option<int?>("--continue")
        {
            Description =
                "An earlier run that has ended: begins with the hosts it left "
                + "and its parameters, by the runbook as it is now.",
        };
        var parameters = CommonOptions.Parameters();
        var hosts = CommonOptions.Hosts();
        var server = CommonOptions.Server();
        var verb = new Command("start", "Begins a run of a runbook; prints its number.")
        {
            runbook,
            parameters,
            hosts,
            continues,
            server,
        };
        verb.SetAction(
            async (parsed, cancellation) =>
            {
                var (given, wrong) = GivenParameters.Read(parsed.GetValue(parameters));
                if (wrong is not null)
                    return screen.Fail(ExitCode.BadInput, wrong);
                var (only, wrongHosts) = GivenParameters.Hosts(parsed.GetValue(hosts));
                if (wrongHosts is not null)
                    return screen.Fail(ExitCode.BadInput, wrongHosts);
                if (parsed.GetValue(runbook) is null && parsed.GetValue(continues) is null)
                    return screen.Fail(
                        ExitCode.BadInput,
                        "Say which runbook, or which run is continued: `start RUNBOOK`, `start --continue RUN`."
                    );
                using var service = new Service(parsed.GetValue(server));
                var request = new StartRequest(
                    parsed.GetValue(runbook),
                    new Dictionary<string, string>(given),
                    only,
                    RandomNumberGenerator.GetHexString(16, lowercase: true),
                    parsed.GetValue(continues)
                );
                var reply = await service.PostAsync("api/runs/", request, cancellation);
                if (reply.Body is not { } body)
                    return reply.Tell(screen);
                screen.Say($"{body.GetProperty("run").GetInt32()}");
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
