using System.CommandLine;
using OlUpgrade.Hosting.Cli.Deciding;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The verbs of <c>olupgrade</c>. Exit codes are those of <see cref="ExitCode"/>.</summary>
public static class CommandLine
{
    // The service first stops its runs and connections; its own limit is shorter.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var parsed = Root(new Screen(output, error)).Parse(args);
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            ProcessTerminationTimeout = StopLimit,
        };
        var code = await parsed.InvokeAsync(invocation);
        return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
    }

    internal static RootCommand Root(Screen screen)
    {
        var root = new RootCommand("Runs upgrade runbooks on the Open Library hosts as durable workflows.");
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
            BackupVerb.Command(screen),
            RestoreVerb.Command(screen),
            .. DecisionVerb.Commands(screen),
        ];
        foreach (var verb in verbs)
            root.Add(verb);
        return root;
    }
}
