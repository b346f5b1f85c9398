using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Storage;
using OlUpgrade.Wording;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade plan RUNBOOK</c>: prints what a run would do. Asks neither hosts nor the service.</summary>
internal static class PlanVerb
{
    public static Command Command(Screen screen)
    {
        var runbook = CommonOptions.Runbook();
        var parameters = CommonOptions.Parameters();
        var hosts = CommonOptions.Hosts();
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var verb = new Command("plan", "Shows what a run would do: hosts in order, commands, checks, undo, digests.")
        {
            runbook,
            parameters,
            hosts,
            json,
            config,
        };
        verb.SetAction(
            (parsed, cancellation) =>
                PlanAsync(
                    screen,
                    parsed.GetRequiredValue(runbook),
                    parsed.GetValue(parameters),
                    parsed.GetValue(hosts),
                    parsed.GetValue(json),
                    parsed.GetValue(config),
                    cancellation
                )
        );
        return verb;
    }

    private static async Task<int> PlanAsync(
        Screen screen,
        string runbook,
        string[]? parameters,
        string? hosts,
        bool json,
        string? config,
        CancellationToken cancellation
    )
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        var (given, wrong) = GivenParameters.Read(parameters);
        if (wrong is not null)
            return screen.Fail(ExitCode.BadInput, wrong);
        var (only, wrongHosts) = GivenParameters.Hosts(hosts);
        if (wrongHosts is not null)
            return screen.Fail(ExitCode.BadInput, wrongHosts);
        var folder = Path.GetFullPath(settings.WorkflowsFolder);
        if (!Directory.Exists(folder))
            return screen.Fail(
                ExitCode.BadInput,
                $"{folder} does not exist. Run this where workflows/ is, or set OlUpgrade:WorkflowsFolder."
            );
        var answer = new RunbookCatalog(folder).Plan(runbook, given, only);
        if (answer.Plan is not { } plan)
            return screen.Fail(ExitCode.BadInput, answer.Refusals);
        if (json)
            screen.Say(System.Text.Json.JsonSerializer.Serialize(plan, EventCodec.Indented));
        else
            screen.Say(PlanText.Of(plan, own: await OwnAddresses.AmongAsync(plan.Hosts, cancellation)).TrimEnd());
        return ExitCode.Done;
    }
}
