using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runs.Commands;

/// <summary>
/// How people give one command: its verb, its arguments, who may use it and what it does. Slack's grammar, help,
/// buttons and forms, the command line's verbs and the API all read the same row of <see cref="CommandTable"/>.
/// </summary>
/// <param name="Verb">As typed at every door and stored in the API; never changes.</param>
/// <param name="Label">On a button.</param>
/// <param name="Role">Who may use it; the decision itself enforces this.</param>
/// <param name="Summary">What it does, completing "this command …".</param>
/// <param name="Make">
/// Builds the command from its arguments. Every required argument is present, except perhaps the reason.
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

    /// <summary>True when it takes any host of the run, not only one that waits for a person.</summary>
    public bool IsForAnyHost { get; init; }

    /// <summary>True when the person names the plan that they saw, because an approval covers one plan.</summary>
    public bool NamesPlan { get; init; }

    /// <summary>A host, a stage, or <c>all</c>.</summary>
    public Requirement Target { get; init; } = Requirement.None;

    public Requirement Reason { get; init; } = Requirement.Optional;

    /// <summary>True when the command is itself a text, such as a note, which takes the place of the reason.</summary>
    public bool IsText { get; init; }

    /// <summary>On the command line the host is an argument before the run's number, as first released.</summary>
    public bool TakesHostFirst { get; init; }

    /// <summary>
    /// True for what only stops work: it is taken from listed people even while Slack does not say whether they are
    /// still staff.
    /// </summary>
    public bool OnlyStops { get; init; }

    /// <summary>Builds the command for every open run at once, from listed people; null if it is of one run.</summary>
    public Func<CommandArguments, PersonsCommand.Halt>? MakeForAll { get; init; }

    /// <summary>True when it also takes a run that has ended; if no run is open, doors ask for its number.</summary>
    public bool IsForEndedRuns { get; init; }

    /// <summary>True when no run is named, because the host says which: the one that left it out.</summary>
    public bool IsOfFleet { get; init; }

    public ImmutableArray<CommandFlag> Flags { get; init; } = [];

    /// <summary>What a person confirms first; null if a press is enough.</summary>
    public Confirmation? Confirmation { get; init; }

    /// <summary>The arguments as they are typed after the verb.</summary>
    public string Usage(Door door) => CommandText.Of(door, Verb + (door == Door.Slack ? SlackUsage() : CliUsage()));

    /// <summary>The command ready to be typed, with … in place of what only the person knows.</summary>
    /// <param name="door">Where it will be typed. Null and the tracking issue read as the command line.</param>
    /// <param name="code">Of the question that it answers; see <see cref="QuestionCode"/>.</param>
    public string Typed(
        Door? door,
        RunId run,
        string? host = null,
        string? target = null,
        string? flag = null,
        Digest? code = null
    ) =>
        CommandText.Of(
            door,
            door == Door.Slack
                ? $"{Verb}{(IsOfFleet ? "" : $" {run}")}{Word(code?.Abbreviated)}{Word(host)}{Word(target)}{Word(flag)}"
                    + Word(NeedsReason ? "…" : null)
                : CliTyped(run, host, target, flag, code)
        );

    private bool NeedsReason => Reason == Requirement.Required;

    private string CliTyped(RunId run, string? host, string? target, string? flag, Digest? code)
    {
        if (IsText)
            return $"{Verb} … {run}";
        if (IsOfFleet)
            return $"{Verb}{Word(host)}{(flag is null ? "" : $" --{flag}")}";
        var about = TakesHostFirst ? $"{Word(host)} {run}" : $" {run}{Option("host", host)}";
        var set = flag is null ? "" : $" --{flag}";
        return Verb
            + $"{about}{Word(target)}{set}{Option("plan", code?.Abbreviated)}"
            + Option("reason", NeedsReason ? "…" : null);
    }

    private string SlackUsage() =>
        (NamesPlan ? " RUN CODE" : Runs(CommandTable.AllRuns))
        + $"{Named(Host, "HOST")}{Named(Target, "HOST|STAGE|all")}"
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
        var run = Runs($"--{CommandTable.AllRuns}");
        return $"{(TakesHostFirst ? " HOST" : "")}{run}{Named(Target, "TARGET")}{host}{flags}{reason}";
    }

    private string Runs(string all) =>
        IsOfFleet ? ""
        : MakeForAll is null ? " [RUN]"
        : $" [RUN|{all}]";

    private static string Named(Requirement requirement, string name) =>
        requirement switch
        {
            Requirement.None => "",
            Requirement.Optional => $" [{name}]",
            _ => $" {name}",
        };

    private static string Word(string? word) => word is null ? "" : $" {word}";

    private static string Option(string name, string? value) => value is null ? "" : $" --{name} {value}";
}
