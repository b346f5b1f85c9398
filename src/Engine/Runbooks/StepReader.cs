using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads the steps: each has a unique name, exactly one activity and a time limit.</summary>
internal sealed class StepReader(ImmutableArray<Parameter> parameters, ProblemList problems)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly WorkReader _works = new(parameters, problems);
    private readonly ServiceOrder _service = new(problems);
    private readonly UpgradeOrder _upgrades = new(problems);

    public Step? Read(YamlNode node)
    {
        if (YamlForm.Open(node, "a step", RunbookKeys.Step, problems) is not { } form)
            return null;
        var name = NameOf(form);
        if (ActivityOf(form) is not { } activity)
            return null;
        CheckSettings(form, activity);
        var (work, timeout) = _works.Read(form, activity);
        _service.Note(work, form.At);
        _upgrades.Note(work, form.At);
        return new(name, work, timeout, RetryOf(form));
    }

    /// <summary>Reports what only shows once all steps have been read.</summary>
    public void End() => _service.End();

    private string NameOf(YamlForm form)
    {
        var name = form.Text("step", TextRule.Name);
        if (ReservedNames.IsStep(name))
            problems.Add(form.PlaceOf("step"), $"the step name \"{name}\" is reserved: choose another");
        if (name.Length > 0 && !_names.Add(name))
            problems.Add(form.PlaceOf("step"), $"two steps are called \"{name}\": rename one");
        return name;
    }

    private string? ActivityOf(YamlForm form)
    {
        var given = RunbookKeys.Activities.Where(form.Has).ToArray();
        if (given is [var activity])
            return activity;
        var known = string.Join(", ", RunbookKeys.Activities);
        if (given.Length > 1)
            problems.Add(
                form.At,
                $"a step does one thing, but this one has {string.Join(" and ", given)}: split it into two steps"
            );
        else if (form.Unknown is [var unknown, ..])
            problems.Add(form.At, $"the step has no known activity; `{Quote.Of(unknown)}` is not one of {known}");
        else
            problems.Add(form.At, $"the step does nothing: add one of {known}");
        return null;
    }

    private void CheckSettings(YamlForm form, string activity)
    {
        var allowed = RunbookKeys.SettingsOf(activity);
        foreach (var setting in RunbookKeys.Settings.Where(form.Has).Except(allowed))
        {
            var advice =
                setting == "timeout" && activity != "wait"
                    ? $"put it inside, as {activity}: {{timeout: …}}"
                    : "remove it";
            problems.Add(form.PlaceOf(setting), $"`{setting}` does not go with `{activity}`: {advice}");
        }
    }

    private RetryRule RetryOf(YamlForm step) =>
        YamlForm.Open(step.Find("retry"), "`retry`", RunbookKeys.Retry, problems) is not { } form
            ? RetryRule.Never
            : new(
                form.WholeNumber("attempts", 1, Limits.Attempts),
                form.Duration("delay", Limits.Instant, Limits.RetryDelay, TimeSpan.FromSeconds(10))
            );
}
