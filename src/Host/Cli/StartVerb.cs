using System.CommandLine;
using System.Security.Cryptography;
using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade start RUNBOOK</c>, or <c>start --continue RUN</c>: starts a run and prints its number.
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
                "Continues a run that has ended: its remaining hosts and its parameters, the current runbook.",
        };
        var parameters = CommonOptions.Parameters();
        var hosts = CommonOptions.Hosts();
        var server = CommonOptions.Server();
        var verb = new Command("start", "Starts a run of a runbook and prints its number.")
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
                        "Name a runbook (`start RUNBOOK`) or a run to continue (`start --continue RUN`)."
                    );
                using var service = new Service(CommonOptions.AddressOf(parsed, server));
                var request = new StartRequest(
                    parsed.GetValue(runbook),
                    new Dictionary<string, string>(given),
                    only,
                    RandomNumberGenerator.GetHexString(16, lowercase: true),
                    parsed.GetValue(continues)
                );
                var reply = await service.PostAsync("api/runs/", request, cancellation);
                if (reply.Body is not { } body)
                    return reply.Show(screen);
                screen.Say($"{body.GetProperty("run").GetInt32()}");
                return ExitCode.Done;
            }
        );
        return verb;
    }
}
