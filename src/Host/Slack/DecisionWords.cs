using OlUpgrade.Hosting.Api;
using OlUpgrade.Runs;
using OlUpgrade.Wording;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// The words of a typed decision → the decision, in the light of the run: the first words that name one of its hosts,
/// or are marks of the verb, are taken as such, and the rest is the reason. The command line's spelling (<c>--host H
/// --reason …</c>) is understood too. Pure.
/// </summary>
public sealed class DecisionWords
{
    private readonly Run _run;
    private readonly DecisionForm _form;
    private readonly HashSet<string> _marks = new(StringComparer.Ordinal);
    private string? _host;
    private string? _target;
    private string _reason = "";

    private DecisionWords(Run run, DecisionForm form)
    {
        _run = run;
        _form = form;
    }

    /// <summary>The decision, or the sentence that says what would have been right.</summary>
    /// <param name="typedAs">Names what was typed, however often Slack delivers it.</param>
    public static (DecisionRequest? Request, string? Problem) Read(Run run, UpgradeCommand.Decide typed, string typedAs)
    {
        var words = new DecisionWords(run, typed.Form);
        var taken = typed.Words.TakeWhile(words.Takes).Count();
        words._reason = string.Join(
            ' ',
            typed.Words.Skip(taken).SkipWhile((word, at) => at == 0 && word == "--reason")
        );
        return words.Problem() is { } problem ? (null, problem) : (words.Request(typedAs), null);
    }

    private bool Takes(string word)
    {
        if (word == "--host")
            return _form.Host != DecisionForm.Need.No;
        if (word == "--reason")
            return false;
        if (_form.Marks.Contains(word.TrimStart('-')))
            return _marks.Add(word.TrimStart('-'));
        if (_form.Target != DecisionForm.Need.No && _target is null)
        {
            _target = word;
            return true;
        }

        if (_form.Host == DecisionForm.Need.No || _host is not null || !_run.Plan!.Hosts.Any(host => host.Name == word))
            return false;
        _host = word;
        return true;
    }

    private string? Problem()
    {
        if (_form.Host != DecisionForm.Need.No && _host is null && Mistyped() is { } mistyped)
            return mistyped;
        if (_form.Host == DecisionForm.Need.Must && _host is null)
            return $"Say which host: {_form.Usage}. "
                + $"Run {_run.Id} has {string.Join(", ", _run.Plan!.Hosts.Select(host => host.Name))}.";
        if (_form.Target == DecisionForm.Need.Must && _target is null)
            return $"{WayBackText.Question(_run)} {_form.Usage}.";
        if (_form.Verb == "note" && _reason.Length == 0)
            return $"Say what is to be noted: {_form.Usage}.";
        if (_form.Reason == DecisionForm.Need.Must && _reason.Length == 0)
            return $"Say why: {_form.Usage}. The reason is kept and told to people.";
        if (_form.Reason == DecisionForm.Need.No && _reason.Length > 0)
            return $"`{_form.Verb}` takes nothing but the run's number: {_form.Usage}.";
        return _marks.Contains(DecisionForm.Happened) && _marks.Contains(DecisionForm.DidNotHappen)
            ? $"Say one of `{DecisionForm.Happened}` and `{DecisionForm.DidNotHappen}`, not both."
            : null;
    }

    /// <summary>What was meant as a host must not pass for the beginning of a reason.</summary>
    private string? Mistyped()
    {
        var first = _reason.Split(' ')[0];
        var hosts = _run.Plan!.Hosts.Select(host => host.Name).ToList();
        var hint = Nearest.Hint(first, hosts);
        return hint.Length > 0 || hosts.Exists(host => IsNamedLike(first, host))
            ? $"`{first}` is no host of run {_run.Id}{(hint.Length > 0 ? hint : ".")} "
                + $"It has {string.Join(", ", hosts)}."
            : null;
    }

    private static bool IsNamedLike(string word, string host) =>
        host.IndexOf('-', StringComparison.Ordinal) is > 0 and var at
        && word.StartsWith(host[..(at + 1)], StringComparison.Ordinal);

    private DecisionRequest Request(string typedAs)
    {
        var (yes, no) = (_marks.Contains(DecisionForm.Happened), _marks.Contains(DecisionForm.DidNotHappen));
        return new(yes || no ? "settle" : _form.Verb)
        {
            // A run has one plan: whoever names the run names it.
            Digest = _run.PlanDigest?.Hex,
            Host = _host,
            Target = _target,
            Happened = yes || no ? yes : null,
            Reason = _reason.Length == 0 ? null : _reason,
            Key = typedAs,
            Stops = _marks.Contains(DecisionForm.Stop),
            Emergency = _marks.Contains(DecisionForm.Emergency),
        };
    }
}
