using OlUpgrade.Hosting.Api;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Prints one run: a few lines, then its hosts as a table.</summary>
internal static class RunTree
{
    public static void Write(Screen screen, RunView run)
    {
        screen.Say($"Run {run.Run}: {run.Title}");
        screen.Say($"  {run.Status}{(run.WaitsFor is { } what ? $" ({what})" : "")}, requested by {run.Requester}");
        screen.Say($"  state {run.Version}");
        if (run.PlanDigest is { } digest)
            screen.Say($"  plan {digest[..12]}");
        if (run.QuestionCode is { } code)
            screen.Say($"  approve with `olupgrade approve {run.Run} --plan {code}`");
        if (run.Issue is { } issue)
            screen.Say($"  issue {issue}");
        foreach (var away in run.Away)
            screen.Say($"  ! {away}");
        foreach (var problem in run.Problems)
            screen.Say($"  ! {problem}");
        ConsoleOf.Writer(screen.Output).Write(HostTable.Of(run.Hosts));
    }
}
