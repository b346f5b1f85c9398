using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads the steps: each has a name of its own, exactly one activity, and a limit in time.</summary>
internal sealed class StepReader(ProblemList complaints)
{
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly WorkReader _works = new(complaints);
    private readonly ServiceOrder _service = new(complaints);

    public Step? Read(YamlNode node)
    {
        if (YamlForm.Open(node, "a step", RunbookKeys.Step, complaints) is not { } form)
            return null;
        var name = NameOf(form);
        if (ActivityOf(form) is not { } activity)
            return null;
        CheckSettings(form, activity);
        var (work, timeout) = _works.Read(form, activity);
        _service.Note(work, form.At);
        return new(name, work, timeout, RetryOf(form));
    }

    /// <summary>What can only be said when all steps are read.</summary>
    public void End() => _service.End();

    private string NameOf(YamlForm form)
    {
        var name = form.Text("step", TextRule.Name);
        if (ReservedNames.IsStep(name))
            complaints.Add(form.PlaceOf("step"), $"the step name \"{name}\" is taken by the engine: choose another");
        if (name.Length > 0 && !_names.Add(name))
            complaints.Add(form.PlaceOf("step"), $"two steps are called \"{name}\": rename one");
        return name;
    }

    private string? ActivityOf(YamlForm form)
    {
        var given = RunbookKeys.Activities.Where(form.Has).ToArray();
        if (given is [var activity])
            return activity;
        var known = string.Join(", ", RunbookKeys.Activities);
        if (given.Length > 1)
            complaints.Add(
                form.At,
                $"a step does one thing, but this one has {string.Join(" and ", given)}: make two steps of it"
            );
        else if (form.Unknown is [var stranger, ..])
            complaints.Add(
                form.At,
                $"the step has no known activity; if `{Quote.Of(stranger)}` is meant as one: known are {known}"
            );
        else
            complaints.Add(form.At, $"the step does nothing: add one of {known}");
        return null;
    }

    private void CheckSettings(YamlForm form, string activity)
    {
        var allowed = RunbookKeys.SettingsOf(activity);
        foreach (var setting in RunbookKeys.Settings.Where(form.Has).Except(allowed))
        {
            var advice =
                setting == "timeout" && activity != "wait"
                    ? $"write it inside, as {activity}: {{timeout: …}}"
                    : "take it out";
            complaints.Add(form.PlaceOf(setting), $"`{setting}` does not go with `{activity}`: {advice}");
        }
    }

    private RetryRule RetryOf(YamlForm step) =>
        YamlForm.Open(step.Find("retry"), "`retry`", RunbookKeys.Retry, complaints) is not { } form
            ? RetryRule.Never
            : new(
                form.WholeNumber("attempts", 1, Limits.Attempts),
                form.Duration("delay", Limits.Instant, Limits.RetryDelay, TimeSpan.FromSeconds(10))
            );
}
