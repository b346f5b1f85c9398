using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Yaml;

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
            : (
                syntax.Make(run, Resolved(run, Shortened(syntax, said))) with
                {
                    Door = said.Door,
                    Seen = said.Seen,
                },
                null
            );

    /// <summary>What a person said of every open run at once.</summary>
    public static PersonsCommand.Halt ReadForAll(
        CommandSyntax syntax,
        Func<CommandArguments, PersonsCommand.Halt> make,
        CommandArguments said
    ) => make(Shortened(syntax, said)) with { Door = said.Door };

    /// <summary>
    /// A typed code stands for its question, and for the run's plan. One that is of no question here is of another
    /// plan: the run says so.
    /// </summary>
    private static CommandArguments Resolved(Run run, CommandArguments said)
    {
        if (said.Code is not { } code)
            return said;
        return QuestionCode.GateOf(run, code) is { } gate
            ? said with
            {
                Gate = gate,
                Digest = run.PlanDigest,
            }
            : said with
            {
                Gate = run.CurrentGate?.Name ?? "",
                Digest = new Digest(code),
            };
    }

    /// <summary>What only stops work is taken with the beginning of its reason, however long that is.</summary>
    private static CommandArguments Shortened(CommandSyntax syntax, CommandArguments said) =>
        syntax.OnlyStops ? said with { Reason = WordLimits.Cut(said.Reason) } : said;

    private static string? Problem(Run run, CommandSyntax syntax, CommandArguments said)
    {
        if (!syntax.OnlyStops && WordLimits.ProblemOfText(said.Reason) is { } tooLong)
            return tooLong;
        if (said.Seen > run.Version)
            return $"Run {run.Id} is at state {run.Version}; nobody can have seen its state {said.Seen}.";
        if (syntax.Host == Requirement.Required && said.Host is null)
            return $"Say which host: {syntax.Usage(said.Door)}. Run {run.Id} has {Hosts(run)}.";
        if (syntax.Target == Requirement.Required && said.Target is null)
            return $"Say what to roll back, `all`, a host or a stage: {syntax.Usage(said.Door)}.";
        if (syntax.NamesPlan && said is { Gate: null, Code: null })
            return WhatIsApproved(run, syntax, said.Door);
        if (said.Flags.Contains(CommandTable.ItHappened) && said.Flags.Contains(CommandTable.ItDidNotHappen))
            return $"Say one of `{CommandTable.ItHappened}` and `{CommandTable.ItDidNotHappen}`, not both.";
        return said.Host is { } host && !syntax.IsForAnyHost && !StuckSteps.Waits(run, host)
            ? NothingWaits(run, host)
            : null;
    }

    private static string WhatIsApproved(Run run, CommandSyntax syntax, Door door) =>
        $"Say what you approve: {syntax.Usage(door)}. The code is in the question"
        + (
            run.CurrentGate is { } gate && QuestionCode.Of(run, gate.Name) is { }
                ? $", which {CommandText.Status(door, run.Id)} shows."
                : $"; run {run.Id} asks nothing now."
        );

    private static string NothingWaits(Run run, string host) =>
        $"No step on {host} waits for a decision in run {run.Id}."
        + (run.LastDecision is { } last ? $" {last.Sentence}" : "");

    private static string Hosts(Run run) => string.Join(", ", run.Plan!.Hosts.Select(host => host.Name));
}
