using System.Collections.Immutable;
using System.CommandLine;
using OlUpgrade.Hosting.Configuration;
using OlUpgrade.Hosting.Doctor;
using OlUpgrade.Hosting.Workflows;
using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade doctor</c>: one line for each thing that must be right. Needs no service and changes nothing.
/// </summary>
internal static class DoctorVerb
{
    public static Command Command(Screen screen)
    {
        var hosts = new Option<string?>("--hosts") { Description = "Ask only these hosts of the inventory, as a,b." };
        var json = CommonOptions.Json();
        var config = CommonOptions.Config();
        var verb = new Command("doctor", "Says of each thing that must be right whether it is. Changes nothing.")
        {
            hosts,
            json,
            config,
        };
        verb.SetAction(
            (parsed, cancellation) =>
                LookAsync(screen, parsed.GetValue(hosts), parsed.GetValue(json), parsed.GetValue(config), cancellation)
        );
        return verb;
    }

    private static async Task<int> LookAsync(
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
        if ((wrongHosts ?? Stranger(settings, only)) is { } wrong)
            return screen.Fail(ExitCode.BadInput, wrong);
        var findings = await TellAsync(screen, new Checkup(settings, only, TimeProvider.System), json, cancellation);
        return findings.Exists(finding => finding.Verdict == Verdict.Wrong) ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>A name that is no host's; an inventory that cannot be read is a finding and no wrong usage.</summary>
    private static string? Stranger(Settings settings, ImmutableArray<string> only)
    {
        var folder = SettingsCheck.PartsOf(settings, needsSsh: false).WorkflowsFolder;
        return
            folder is not null
            && new RunbookCatalog(folder).Inventory().Value is { } inventory
            && only.FirstOrDefault(name => inventory.Find(name) is null) is { } stranger
            ? GivenParameters.NoSuchHost(stranger, inventory)
            : null;
    }

    private static async Task<List<Finding>> TellAsync(
        Screen screen,
        Checkup checkup,
        bool json,
        CancellationToken cancellation
    )
    {
        var findings = new List<Finding>();
        var console = ConsoleOf.Writer(screen.Output);
        await foreach (var finding in checkup.LookAsync(cancellation))
        {
            findings.Add(finding);
            if (!json)
                Tell(screen, console, finding);
        }

        if (json)
            screen.SayJson(
                findings.Select(one => new
                {
                    one.Subject,
                    Verdict = one.Verdict.ToString().ToLowerInvariant(),
                    one.Sentence,
                })
            );
        else
            screen.Say(FindingLine.SumOf(findings));
        return findings;
    }

    // Only the word goes through the console: it would break a long sentence at the terminal's width.
    private static void Tell(Screen screen, IAnsiConsole console, Finding finding)
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
