using System.Collections.Immutable;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Slack;

/// <summary>What somebody typed behind <c>/upgrade</c>: a closed set.</summary>
public abstract record UpgradeCommand
{
    private UpgradeCommand() { }

    /// <summary>True for what only stops work: it is always taken.</summary>
    public bool OnlyStops => this is Decide { Syntax.OnlyStops: true } or DecideAll { Syntax.OnlyStops: true };

    public sealed record Help : UpgradeCommand;

    /// <summary>Which runbooks there are.</summary>
    public sealed record List : UpgradeCommand;

    /// <summary>What a run would do.</summary>
    public sealed record Plan(RunRequest Wish) : UpgradeCommand;

    public sealed record Start(RunRequest Wish) : UpgradeCommand;

    /// <summary>How a run stands, or (without a number) all open ones.</summary>
    public sealed record Status(RunId? Run) : UpgradeCommand;

    /// <summary>A decision about a run. What its words mean the run says: which of them are its hosts.</summary>
    /// <param name="Run">Null for the only open one.</param>
    /// <param name="Words">What stands behind the run's number.</param>
    public sealed record Decide(CommandSyntax Syntax, RunId? Run, ImmutableArray<string> Words) : UpgradeCommand;

    /// <summary>A decision about every open run.</summary>
    /// <param name="Make">That of <paramref name="Syntax"/>.</param>
    /// <param name="Reason">Null if none was given.</param>
    public sealed record DecideAll(
        CommandSyntax Syntax,
        Func<CommandArguments, PersonsCommand.Halt> Make,
        string? Reason
    ) : UpgradeCommand;

    /// <summary>What was typed makes no command; the sentence says what would have been right.</summary>
    public sealed record Wrong(string Sentence) : UpgradeCommand;
}
