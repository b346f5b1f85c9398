using System.Collections.Immutable;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads what a step does, by its activity, and its time limit.</summary>
internal sealed class WorkReader(ImmutableArray<Parameter> parameters, ProblemList problems)
{
    public (Work Work, TimeSpan Timeout) Read(YamlForm step, string activity) =>
        activity switch
        {
            "run" => (Run(step), TimeoutOf(step)),
            "drain" => (new Work.Drain(step.Text("drain", TextRule.Script), Probe(step)), TimeoutOf(step)),
            "return" => (new Work.Return(step.Text("return", TextRule.Script), Probe(step)), TimeoutOf(step)),
            "capture" => (Capture(step), TimeoutOf(step, TimeSpan.FromMinutes(5))),
            "keep" => (Keep(step), TimeoutOf(step, TimeSpan.FromMinutes(10))),
            "upgrade" => Upgrade(step),
            "preflight" => (Preflight(step), TimeoutOf(step, TimeSpan.FromMinutes(2))),
            "reboot" => Reboot(step),
            "containers" => (Containers(step), TimeoutOf(step, TimeSpan.FromMinutes(10))),
            "health" => Health(step),
            _ => Wait(step),
        };

    private static TimeSpan TimeoutOf(YamlForm form, TimeSpan? fallback = null) =>
        form.Duration("timeout", Limits.Min, Limits.Timeout, fallback);

    private Work.Run Run(YamlForm step)
    {
        if (step.Has("undo") && step.Has("irreversible"))
            problems.Add(step.PlaceOf("irreversible"), "a step with `undo` is not `irreversible`: keep one of them");
        return new(
            step.Text("run", TextRule.Script),
            Probe(step),
            step.TextIfGiven("undo", TextRule.Script),
            step.TextIfGiven("irreversible", TextRule.Line)
        );
    }

    private static string? Probe(YamlForm step) => step.TextIfGiven("probe", TextRule.Script);

    private Work.Capture Capture(YamlForm step) => new(Each(step, "capture", RunbookKeys.Captured));

    private Work.Keep Keep(YamlForm step) => new(Each(step, "keep", RunbookKeys.Kept));

    private ImmutableArray<string> Each(YamlForm step, string key, ImmutableArray<string> known)
    {
        var what = step.Texts(key, TextRule.Name);
        foreach (var unknown in what.Except(known))
            problems.Add(
                step.PlaceOf(key),
                $"`{key}` does not know {unknown}{Nearest.Hint(unknown, known)}; it knows {string.Join(", ", known)}"
            );
        return what;
    }

    private Work.Preflight Preflight(YamlForm step)
    {
        OnlyWord(step, "preflight", "clear");
        return new();
    }

    private void OnlyWord(YamlForm step, string key, string word)
    {
        var written = step.Text(key, TextRule.Line);
        if (written.Length > 0 && written != word)
            problems.Add(step.PlaceOf(key), $"`{key}` can only be `{word}`");
    }

    private (Work, TimeSpan) Upgrade(YamlForm step)
    {
        var (work, timeout) = (new UpgradeReader(parameters, problems).Read(step), TimeoutOf(step));
        if (step.Has("timeout") && work.LockWait > timeout / 2)
            problems.Add(
                step.PlaceOf("timeout"),
                $"half of the `timeout` ({Durations.Format(timeout)}) could be spent on waiting for locks "
                    + $"({Durations.Format(work.LockWait)}): give the step more time, or lower `wait-for-lock`"
            );
        return (work, timeout);
    }

    private (Work, TimeSpan) Reboot(YamlForm step)
    {
        if (YamlForm.Open(step.Find("reboot"), "`reboot`", RunbookKeys.Reboot, problems) is not { } form)
            return (new Work.Reboot(TimeSpan.Zero), TimeSpan.Zero);
        var timeout = TimeoutOf(form);
        var soak = form.Duration("soak", Limits.Instant, Limits.Timeout);
        if (form.Has("timeout") && soak > timeout)
            problems.Add(
                form.PlaceOf("soak"),
                $"`soak` ({Durations.Format(soak)}) does not fit into the `timeout` "
                    + $"({Durations.Format(timeout)}), which includes it"
            );
        if (form.Has("undo"))
            OnlyWord(form, "undo", "reboot");
        return (new Work.Reboot(soak, AlsoBack: form.Has("undo"), OnlyIfNeeded: IsOnlyIfNeeded(form)), timeout);
    }

    private bool IsOnlyIfNeeded(YamlForm reboot)
    {
        var when = reboot.TextIfGiven("when", TextRule.Line) ?? "always";
        if (when is not ("always" or "needed"))
            problems.Add(reboot.PlaceOf("when"), $"`when` is either `always` or `needed`, not `{Quote.Of(when)}`");
        return when == "needed";
    }

    private Work.Containers Containers(YamlForm step)
    {
        OnlyWord(step, "containers", "up");
        return new();
    }

    private (Work, TimeSpan) Health(YamlForm step)
    {
        if (YamlForm.Open(step.Find("health"), "`health`", RunbookKeys.Health, problems) is not { } form)
            return (new Work.Health(1, TimeSpan.Zero), TimeSpan.Zero);
        var timeout = TimeoutOf(form);
        var health = new Work.Health(
            form.WholeNumber("times", 1, Limits.HealthTimes),
            form.Duration("every", Limits.Min, Limits.Timeout, TimeSpan.FromSeconds(5))
        );
        if (form.Has("timeout") && health.Every * (health.Times - 1) >= timeout)
            problems.Add(
                form.PlaceOf("times"),
                $"{health.Times} times every {Durations.Format(health.Every)} does not fit "
                    + $"into the `timeout` of {Durations.Format(timeout)}"
            );
        return (health, timeout);
    }

    private static (Work, TimeSpan) Wait(YamlForm step)
    {
        var duration = step.Duration("wait", Limits.Min, Limits.Timeout);
        return (new Work.Wait(duration), duration + TimeSpan.FromMinutes(1));
    }
}
