using System.Collections.Immutable;
using System.Globalization;

namespace OlUpgrade.Runs.Commands;

/// <summary>
/// How people give one command: its verb, what it takes, who may use it and what it does. Slack's grammar, help,
/// buttons and forms, the command line's verbs and the API all read the same row of <see cref="CommandTable"/>.
/// </summary>
/// <param name="Verb">As typed at every door and stored in the API; never changes.</param>
/// <param name="Label">On a button.</param>
/// <param name="Role">Who may use it; the decision itself enforces this.</param>
/// <param name="Summary">What it does, completing "this command …".</param>
/// <param name="Make">
/// The command, from what was said about a run; every required argument but the reason is there.
/// </param>
public sealed record CommandSyntax(
    string Verb,
    string Label,
    Role Role,
    string Summary,
    Func<Run, CommandArguments, PersonsCommand> Make
)
{
    /// <summary>For the command line's help; one or two sentences.</summary>
    public required string Details { get; init; }

    public Requirement Host { get; init; } = Requirement.None;

    /// <summary>True when the host may be any of the run's; else something on it must wait for a person.</summary>
    public bool IsForAnyHost { get; init; }

    /// <summary>True when the person names the plan that they saw: an approval is of one plan.</summary>
    public bool NamesPlan { get; init; }

    /// <summary>A host, a stage, or <c>all</c>.</summary>
    public Requirement Target { get; init; } = Requirement.None;

    public Requirement Reason { get; init; } = Requirement.Optional;

    /// <summary>True where what would be the reason is the text itself.</summary>
    public bool IsText { get; init; }

    /// <summary>On the command line the host is an argument before the run's number, as it was released.</summary>
    public bool TakesHostFirst { get; init; }

    /// <summary>True when it is given to a run that has ended, so that "the only open run" may not be meant.</summary>
    public bool IsForEndedRuns { get; init; }

    public ImmutableArray<CommandFlag> Flags { get; init; } = [];

    /// <summary>Null where a press is enough.</summary>
    public Confirmation? Confirmation { get; init; }

    /// <summary>The arguments as they are typed after the verb.</summary>
    public string Usage(Door door) =>
        door == Door.Slack ? $"`/upgrade {Verb}{SlackUsage()}`" : $"`olupgrade {Verb}{CliUsage()}`";

    /// <summary>The command ready to be typed, with … in place of what only the person knows.</summary>
    /// <param name="door">Null reads as the command line.</param>
    public string Typed(Door? door, RunId run, string? host = null, string? target = null, string? flag = null) =>
        door == Door.Slack
            ? $"`/upgrade {Verb} {run}{Word(host)}{Word(target)}{Word(flag)}{(Reason == Requirement.Required ? " …" : "")}`"
            : $"`olupgrade {CliTyped(run, host)}{Word(target)}{Option(flag)}{(Reason == Requirement.Required && !IsText ? " --reason …" : "")}`";

    private string CliTyped(RunId run, string? host)
    {
        if (IsText)
            return $"{Verb} … {run}";
        if (TakesHostFirst)
            return $"{Verb}{Word(host)} {run}";
        return string.Create(CultureInfo.InvariantCulture, $"{Verb} {run}{(host is null ? "" : $" --host {host}")}");
    }

    private string SlackUsage() =>
        $" [RUN]{Named(Host, "HOST")}{Named(Target, "HOST|STAGE|all")}"
        + (Flags.IsEmpty ? "" : $" [{string.Join('|', Flags.Select(flag => flag.Name))}]")
        + (
            Reason switch
            {
                Requirement.None => "",
                Requirement.Optional => " [reason…]",
                _ => IsText ? " TEXT…" : " REASON…",
            }
        );

    private string CliUsage()
    {
        var flags = string.Concat(Flags.Select(flag => $" [--{flag.Name}]"));
        if (IsText)
            return $" TEXT [RUN]{flags}";
        var host = Host switch
        {
            Requirement.None => "",
            _ when TakesHostFirst => "",
            Requirement.Optional => " [--host HOST]",
            _ => " --host HOST",
        };
        var reason = Reason switch
        {
            Requirement.None => "",
            Requirement.Optional => " [--reason REASON]",
            _ => " --reason REASON",
        };
        return $"{(TakesHostFirst ? " HOST" : "")} [RUN]{Named(Target, "TARGET")}{host}{flags}{reason}";
    }

    private static string Named(Requirement requirement, string name) =>
        requirement switch
        {
            Requirement.None => "",
            Requirement.Optional => $" [{name}]",
            _ => $" {name}",
        };

    private static string Word(string? word) => word is null ? "" : $" {word}";

    private static string Option(string? flag) => flag is null ? "" : $" --{flag}";
}
