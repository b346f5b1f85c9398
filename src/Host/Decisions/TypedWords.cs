using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Runs.Rollbacks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Decisions;

/// <summary>
/// Takes the words after a verb apart, in the light of the run: the first words that name one of its hosts, or are
/// flags of the verb, are taken as such, and the rest is the reason. The command line's spelling (<c>--host H --reason
/// …</c>) is understood too. Pure.
/// </summary>
public sealed class TypedWords
{
    private readonly Run _run;
    private readonly CommandSyntax _syntax;
    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);
    private string? _host;
    private string? _target;
    private string? _code;
    private string _reason = "";

    private TypedWords(Run run, CommandSyntax syntax)
    {
        _run = run;
        _syntax = syntax;
    }

    /// <summary>The arguments, or the sentence that says what would have been right.</summary>
    /// <param name="said">Who said it, and through which door; gets what the words add.</param>
    public static (CommandArguments? Arguments, string? Problem) Read(
        Run run,
        CommandSyntax syntax,
        IReadOnlyList<string> typed,
        CommandArguments said
    )
    {
        var words = new TypedWords(run, syntax);
        var taken = typed.TakeWhile(words.Takes).Count();
        words._reason = string.Join(' ', typed.Skip(taken).SkipWhile((word, at) => at == 0 && word == "--reason"));
        return words.Problem(said.Door) is { } problem ? (null, problem) : (words.AddTo(said), null);
    }

    /// <summary>The arguments of a verb that names a host and no run: host, flags and reason.</summary>
    public static CommandArguments OfHost(CommandSyntax syntax, IReadOnlyList<string> typed, CommandArguments said)
    {
        var words = typed.SkipWhile((word, at) => at == 0 && word == "--host").ToList();
        var flags = words
            .Skip(1)
            .TakeWhile(word => syntax.Flags.Any(flag => flag.Name == word.TrimStart('-')))
            .ToList();
        var reason = words.Skip(1 + flags.Count).SkipWhile((word, at) => at == 0 && word == "--reason");
        return said with
        {
            Host = words.FirstOrDefault(),
            Flags = [.. flags.Select(flag => flag.TrimStart('-'))],
            Reason = string.Join(' ', reason) is { Length: > 0 } why ? why : null,
        };
    }

    private bool Takes(string word)
    {
        if (word == "--host")
            return _syntax.Host != Requirement.None;
        if (word == "--reason")
            return false;
        if (_syntax.NamesPlan && (word == "--plan" || IsCode(word)))
        {
            _code ??= word == "--plan" ? null : word;
            return true;
        }

        if (_syntax.Flags.Any(flag => flag.Name == word.TrimStart('-')))
            return _flags.Add(word.TrimStart('-'));
        if (_syntax.Target != Requirement.None && _target is null)
        {
            _target = word;
            return true;
        }

        if (_syntax.Host == Requirement.None || _host is not null || !_run.Plan!.Hosts.Any(host => host.Name == word))
            return false;
        _host = word;
        return true;
    }

    private bool IsCode(string word) =>
        _code is null && word.Length >= QuestionCode.MinLength && word.All(char.IsAsciiHexDigit);

    private string? Problem(Door door)
    {
        if (_syntax.Host != Requirement.None && _host is null && Mistyped() is { } mistyped)
            return mistyped;
        if (_syntax.Host == Requirement.Required && _host is null)
            return null;
        if (_syntax.Target == Requirement.Required && _target is null)
            return $"Say what to roll back: {_syntax.Usage(door)}. {RollbackPlanner.WhatChanged(_run)}";
        return _syntax.Reason switch
        {
            Requirement.Required when _reason.Length == 0 => _syntax.IsText
                ? $"Say what to note: {_syntax.Usage(door)}."
                : $"Say why: {_syntax.Usage(door)}. The reason is kept and shown to people.",
            Requirement.None when _reason.Length > 0 =>
                $"`{_syntax.Verb}` takes nothing but the run's number{(_syntax.NamesPlan ? " and the code" : "")}: "
                    + $"{_syntax.Usage(door)}.",
            _ => null,
        };
    }

    /// <summary>What was meant as a host must not pass for the beginning of a reason.</summary>
    private string? Mistyped()
    {
        var first = _reason.Split(' ')[0];
        var hosts = _run.Plan!.Hosts.Select(host => host.Name).ToList();
        var hint = Nearest.Hint(first, hosts);
        return hint.Length > 0 || IsDomainName(first) || hosts.Exists(host => IsNamedLike(first, host))
            ? $"Run {_run.Id} has no host `{first}`{(hint.Length > 0 ? hint : ".")} It has {string.Join(", ", hosts)}."
            : null;
    }

    /// <summary>A full name where the run has the short one, or of a host that it has not.</summary>
    private static bool IsDomainName(string word) =>
        word.Split('.') is { Length: > 1 } labels
        && labels.All(label =>
            label.Length > 0 && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        )
        && labels[^1].Any(char.IsAsciiLetter);

    private static bool IsNamedLike(string word, string host) =>
        host.IndexOf('-', StringComparison.Ordinal) is > 0 and var at
        && word.StartsWith(host[..(at + 1)], StringComparison.Ordinal);

    private CommandArguments AddTo(CommandArguments said) =>
        said with
        {
            Host = _host,
            Target = _target,
            Code = _code,
            Flags = [.. _flags],
            Reason = _reason.Length == 0 ? null : _reason,
        };
}
