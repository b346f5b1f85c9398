using System.CommandLine;
using OlUpgrade.Hosting.Cli.Deciding;
using OlUpgrade.Hosting.Cli.Remote;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The verbs of <c>olupgrade</c>. Exit codes are those of <see cref="ExitCode"/>.</summary>
public static class CommandLine
{
    // The service first stops its runs and connections; its own limit is shorter.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var screen = new Screen(output, error);
        var parsed = Root(screen).Parse(args);
        if (IsForNoService(parsed))
            return screen.Fail(
                ExitCode.BadInput,
                $"`{parsed.CommandResult.Command.Name}` does not call the service, so --host has no meaning for it."
            );
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = StopLimit,
        };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
    }

    /// <summary>True when another machine is named for a verb that would act on this one.</summary>
    private static bool IsForNoService(ParseResult parsed) =>
        parsed.Errors.Count == 0
        && parsed.GetValue(CommonOptions.Machine) is not null
        && !parsed.CommandResult.Command.Options.Any(option => option.Name == "--server");

    internal static RootCommand Root(Screen screen)
    {
        var root = new RootCommand("Runs upgrade runbooks on the Open Library hosts as durable workflows.");
        root.Add(CommonOptions.Machine);
        Command[] verbs =
        [
            ServeVerb.Command(screen),
            CheckVerb.Command(screen),
            DoctorVerb.Command(screen),
            ExplainVerb.Command(screen),
            PlanVerb.Command(screen),
            TrustVerb.Command(screen),
            TokenVerb.Command(screen),
            StartVerb.Command(screen),
            StatusVerb.Command(screen),
            WatchVerb.Command(screen),
            JournalVerb.Command(screen),
            ReportVerb.Command(screen),
            OutputVerb.Command(screen),
            BackupVerb.Command(screen),
            RestoreVerb.Command(screen),
            RelayVerb.Command(screen),
            .. DecisionVerb.Commands(screen),
        ];
        foreach (var verb in verbs)
            root.Add(verb);
        return root;
    }
}
