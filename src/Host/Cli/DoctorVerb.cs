using System.Collections.Immutable;
using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Hosting.Workflows;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade doctor</c>: checks everything that a run needs, one line for each check. Needs no service and changes
/// nothing.
/// </summary>
internal static class DoctorVerb
{
    public static Command Command(Screen screen)
    {
        var hosts = new Option<string?>("--hosts") { Description = "Check only these hosts of the inventory, as a,b." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var verb = new Command(
            "doctor",
            "Checks everything that a run needs: settings, services, hosts. Changes nothing."
        )
        {
            hosts,
            json,
            config,
        };
        verb.SetAction(
            (parsed, cancellation) =>
                RunAsync(screen, parsed.GetValue(hosts), parsed.GetValue(json), parsed.GetValue(config), cancellation)
        );
        return verb;
    }

    private static async Task<int> RunAsync(
        Screen screen,
        string? hosts,
        bool json,
        string? config,
        CancellationToken cancellation
    )
    {
        var (settings, problem) = SettingsFile.Read(config);
        if (settings is null)
            return screen.Fail(ExitCode.BadInput, problem!);
        var (only, wrongHosts) = GivenParameters.Hosts(hosts);
        if ((wrongHosts ?? UnknownHost(settings, only)) is { } wrong)
            return screen.Fail(ExitCode.BadInput, wrong);
        var files = SettingsFile.Files(config);
        var checkup = new Checkup(settings, only, TimeProvider.System, settingsFiles: files);
        var findings = await PrintAsync(screen, checkup, json, cancellation);
        return findings.Exists(finding => finding.Verdict == Verdict.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>
    /// A sentence about the first name that is not in the inventory; null if there is none. An unreadable inventory is
    /// a finding, not wrong usage.
    /// </summary>
    private static string? UnknownHost(Settings settings, ImmutableArray<string> only)
    {
        var folder = SettingsCheck.PartsOf(settings, needsSsh: false).WorkflowsFolder;
        return
            folder is not null
            && new RunbookCatalog(folder).Inventory().Value is { } inventory
            && only.FirstOrDefault(name => inventory.Find(name) is null) is { } unknown
            ? GivenParameters.NoSuchHost(unknown, inventory)
            : null;
    }

    private static async Task<List<Finding>> PrintAsync(
        Screen screen,
        Checkup checkup,
        bool json,
        CancellationToken cancellation
    )
    {
        var findings = new List<Finding>();
        var console = ConsoleOf.Writer(screen.Output);
        await foreach (var finding in checkup.RunAsync(cancellation))
        {
            findings.Add(finding);
            if (!json)
                Print(screen, console, finding);
        }

        if (json)
            screen.SayJson(
                findings.Select(finding => new
                {
                    finding.Subject,
                    Verdict = finding.Verdict.ToString().ToLowerInvariant(),
                    finding.Sentence,
                })
            );
        else
            screen.Say(FindingLine.SummaryOf(findings));
        return findings;
    }

    // Only the verdict goes through the console, which would wrap a long sentence at the terminal's width.
    private static void Print(Screen screen, IAnsiConsole console, Finding finding)
    {
        var colour = finding.Verdict switch
        {
            Verdict.Ok => Color.Green,
            Verdict.Note => Color.Yellow,
            _ => Color.Red,
        };
        console.Write(new Text(FindingLine.WordOf(finding.Verdict), new Style(colour)));
        screen.Say($" {FindingLine.RestOf(finding)}");
    }
}
