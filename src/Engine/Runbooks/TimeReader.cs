using OlUpgrade.Calendar;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Reads when a runbook may change hosts, how long a host is expected to take, and when it starts automatically.
/// </summary>
internal sealed class TimeReader(ProblemList problems)
{
    private readonly YamlValues _values = new(problems);

    public Window? Window(YamlForm runbook, bool onlyReads)
    {
        if (YamlForm.Open(runbook.Find("window"), "`window`", RunbookKeys.Window, problems) is not { } form)
            return null;
        if (onlyReads)
            problems.Add(runbook.PlaceOf("window"), "every step only reads, which needs no window: remove `window`");
        return new(Zone(form), form.Each("open", Hours));
    }

    public ExpectedTime? Expected(YamlForm runbook, Window? window)
    {
        if (YamlForm.Open(runbook.Find("expected"), "`expected`", RunbookKeys.Expected, problems) is not { } form)
            return null;
        var expected = new ExpectedTime(
            form.Duration("host", Limits.Min, Limits.Timeout),
            form.Duration("rollback", Limits.Instant, Limits.Timeout)
        );
        if (!runbook.Has("window"))
            problems.Add(
                form.At,
                "`expected` decides whether a host still fits into the `window`, "
                    + "but there is none: add one, or remove this"
            );
        else if (window is { Open.IsEmpty: false } && expected.Total > window.MaxDuration)
            problems.Add(
                form.At,
                $"a host with its rollback ({Durations.Format(expected.Total)}) does not fit into any window: "
                    + $"the longest is {Durations.Format(window.MaxDuration)}"
            );
        return expected;
    }

    /// <summary>Every parameter needs a default, because a scheduled run has nobody to ask.</summary>
    public RunSchedule? Schedule(YamlForm runbook, IEnumerable<Parameter> parameters)
    {
        if (YamlForm.Open(runbook.Find("schedule"), "`schedule`", RunbookKeys.Schedule, problems) is not { } form)
            return null;
        foreach (var parameter in parameters.Where(parameter => parameter.Default is null))
            problems.Add(form.At, $"a scheduled run cannot ask for `{parameter.Name}`: give the parameter a default");
        var at = form.Text("at", TextRule.Line);
        if (at.Length > 0 && RunSchedule.Read(at).Refusal is { } refusal)
            problems.Add(form.PlaceOf("at"), $"`at` {refusal}; it is \"{Quote.Of(at)}\"");
        return new(at, Zone(form), form.Text("requester", TextRule.Line));
    }

    private string Zone(YamlForm form)
    {
        var zone = form.Text("zone", TextRule.Zone);
        if (zone.Length > 0 && Zones.Find(zone) is null)
            problems.Add(form.PlaceOf("zone"), $"unknown time zone {Quote.Of(zone)}{Zones.Hint(zone)}");
        return zone;
    }

    private string? Hours(YamlNode node)
    {
        if (_values.Text(node, "open", TextRule.Line) is not { } text)
            return null;
        if (OpenHours.Read(text).Refusal is not { } refusal)
            return text;
        problems.Add(node.At, $"`open` {refusal}; it is \"{Quote.Of(text)}\"");
        return null;
    }
}
