using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Decisions;

/// <summary>
/// What a person said at any door becomes the command for a run, or the sentence that says what is wrong with it, in
/// the words of that door. Pure.
/// </summary>
public static class CommandReader
{
    public static (PersonsCommand? Command, string? Problem) Read(
        Run run,
        CommandSyntax syntax,
        CommandArguments said
    ) =>
        Problem(run, syntax, said) is { } problem
            ? (null, problem)
            : (syntax.Make(run, said) with { Door = said.Door, Seen = said.Seen }, null);

    private static string? Problem(Run run, CommandSyntax syntax, CommandArguments said)
    {
        if (said.Seen > run.Version)
            return $"Run {run.Id} is at state {run.Version}; nobody can have seen its state {said.Seen}.";
        if (syntax.Host == Requirement.Required && said.Host is null)
            return $"Say which host: {syntax.Usage(said.Door)}. Run {run.Id} has {Hosts(run)}.";
        if (syntax.Target == Requirement.Required && said.Target is null)
            return $"Say what to roll back, `all`, a host or a stage: {syntax.Usage(said.Door)}.";
        if (said.Flags.Contains(CommandTable.ItHappened) && said.Flags.Contains(CommandTable.ItDidNotHappen))
            return $"Say one of `{CommandTable.ItHappened}` and `{CommandTable.ItDidNotHappen}`, not both.";
        return said.Host is { } host && !syntax.IsForAnyHost && !StuckSteps.Waits(run, host)
            ? NothingWaits(run, host)
            : null;
    }

    private static string NothingWaits(Run run, string host) =>
        $"No step on {host} waits for a decision in run {run.Id}."
        + (run.LastDecision is { } last ? $" {last.Sentence}" : "");

    private static string Hosts(Run run) => string.Join(", ", run.Plan!.Hosts.Select(host => host.Name));
}
