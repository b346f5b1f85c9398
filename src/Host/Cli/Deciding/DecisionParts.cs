using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Hosting.Cli.Deciding;

/// <summary>The arguments and options of one verb, and what they say once they are parsed.</summary>
internal sealed class DecisionParts
{
    private readonly CommandSyntax _syntax;
    private readonly Argument<int?> _run = CommonOptions.Run();
    private readonly Argument<string> _hostFirst = new("HOST") { Description = "Which host." };
    private readonly Argument<string> _text = new("TEXT") { Description = "What to note, in quotes." };
    private readonly Option<string?> _host;
    private readonly Option<string?> _reason;
    private readonly Option<string> _plan = new("--plan")
    {
        Description = "What you approve: the code of the question that you saw, as in its message or in status.",
        Required = true,
    };

    private readonly Option<bool> _all = new($"--{CommandTable.AllRuns}")
    {
        Description = "Every run that is open now, in place of RUN.",
    };

    private readonly Option<int?> _seen = new("--seen")
    {
        Description = "The state you saw, as status prints it: refused if somebody decided something since.",
    };

    private readonly Argument<string[]> _target = new("TARGET")
    {
        HelpName = "[RUN] TARGET",
        Description =
            "The run's number, which may be left out while exactly one is open; and what to bring back: "
            + "all, a host, or a stage.",
        Arity = new ArgumentArity(1, 2),
    };

    private readonly IReadOnlyList<(CommandFlag Flag, Option<bool> Option)> _flags;

    public DecisionParts(CommandSyntax syntax)
    {
        _syntax = syntax;
        var isHostRequired = syntax.Host == Requirement.Required;
        _host = new("--host")
        {
            Description = isHostRequired ? "Which host." : "Whose step is meant, when several wait.",
            Required = isHostRequired,
        };
        var isReasonRequired = syntax.Reason == Requirement.Required;
        _reason = isReasonRequired
            ? new("--reason") { Description = "Why; kept in the journal and shown to people.", Required = true }
            : CommonOptions.Reason();
        _flags =
        [
            .. syntax.Flags.Select(flag => (flag, new Option<bool>($"--{flag.Name}") { Description = flag.Summary })),
        ];
    }

    private bool TakesTarget => _syntax.Target != Requirement.None;

    /// <summary>In the order in which they are typed.</summary>
    public IEnumerable<Argument> Arguments
    {
        get
        {
            if (_syntax.IsText)
                yield return _text;
            if (_syntax.TakesHostFirst)
                yield return _hostFirst;
            if (!_syntax.IsOfFleet)
                yield return TakesTarget ? _target : _run;
        }
    }

    /// <summary>In the order in which help lists them.</summary>
    public IEnumerable<Option> Options
    {
        get
        {
            if (_syntax.NamesPlan)
                yield return _plan;
            if (_syntax.MakeForAll is not null)
                yield return _all;
            foreach (var (_, option) in _flags.Where(_ => !TakesTarget))
                yield return option;
            if (_syntax.Host != Requirement.None && !_syntax.TakesHostFirst)
                yield return _host;
            if (_syntax.Reason != Requirement.None && !_syntax.IsText)
                yield return _reason;
            foreach (var (_, option) in _flags.Where(_ => TakesTarget))
                yield return option;
            if (!_syntax.IsOfFleet)
                yield return _seen;
        }
    }

    /// <summary>What was said, or what is wrong with it.</summary>
    public (DecisionRequest? Request, string? Problem) Read(ParseResult parsed)
    {
        var flags = _flags.Where(one => parsed.GetValue(one.Option)).Select(one => one.Flag.Name).ToHashSet();
        var (happened, not) = (flags.Contains(CommandTable.ItHappened), flags.Contains(CommandTable.ItDidNotHappen));
        if (happened && not)
            return (null, $"Say one of --{CommandTable.ItHappened} and --{CommandTable.ItDidNotHappen}, not both.");
        if (IsOfAllRuns(parsed) && RunOf(parsed) is { } one)
            return (null, $"Say one of {one} and --{CommandTable.AllRuns}, not both.");
        if (TakesTarget && TargetOf(parsed.GetValue(_target)!) is null)
            return (null, $"Say what to roll back, and of which run: `{_syntax.Verb} 12 all`, a host, or a stage.");
        return (
            new(happened || not ? "settle" : _syntax.Verb)
            {
                Digest = _syntax.NamesPlan ? parsed.GetValue(_plan) : null,
                Host = HostOf(parsed),
                Target = TakesTarget ? TargetOf(parsed.GetValue(_target)!) : null,
                Key = _syntax.IsText ? RandomNumberGenerator.GetHexString(16, lowercase: true) : null,
                Happened = happened || not ? happened : null,
                Reason = ReasonOf(parsed),
                Stops = flags.Contains(CommandTable.Stop),
                Emergency = flags.Contains(CommandTable.Emergency),
                ByHand = flags.Contains(CommandTable.ByHand),
                Seen = _syntax.IsOfFleet ? null : parsed.GetValue(_seen),
            },
            null
        );
    }

    public bool IsOfAllRuns(ParseResult parsed) => _syntax.MakeForAll is not null && parsed.GetValue(_all);

    /// <summary>The run's number; null where it was left out.</summary>
    public int? RunOf(ParseResult parsed) =>
        TakesTarget
            ? parsed.GetValue(_target)!.Select(NumberOf).FirstOrDefault(number => number is not null)
            : parsed.GetValue(_run);

    private string? HostOf(ParseResult parsed)
    {
        if (_syntax.TakesHostFirst)
            return parsed.GetValue(_hostFirst);
        return _syntax.Host == Requirement.None ? null : parsed.GetValue(_host);
    }

    private string? ReasonOf(ParseResult parsed)
    {
        if (_syntax.IsText)
            return parsed.GetValue(_text);
        return _syntax.Reason == Requirement.None ? null : parsed.GetValue(_reason);
    }

    /// <summary>The one word that is no number; null when there is none, or more than one.</summary>
    private static string? TargetOf(string[] words) =>
        words.Where(word => NumberOf(word) is null).ToList() is [var target] ? target : null;

    private static int? NumberOf(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
