using OlUpgrade.Calendar;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Reads when a runbook may touch hosts, how long that is expected to take, and when it starts by itself.
/// </summary>
internal sealed class TimeReader(ProblemList complaints)
{
    private readonly YamlValues _values = new(complaints);

    public Window? Window(YamlForm runbook, bool onlyReads)
    {
        if (YamlForm.Open(runbook.Find("window"), "`window`", RunbookKeys.Window, complaints) is not { } form)
            return null;
        if (onlyReads)
            complaints.Add(
                runbook.PlaceOf("window"),
                "every step only reads, which may be done at any time: take `window` out"
            );
        return new(Zone(form), form.Each("open", Hours));
    }

    public ExpectedTime? Expected(YamlForm runbook, Window? window)
    {
        if (YamlForm.Open(runbook.Find("expected"), "`expected`", RunbookKeys.Expected, complaints) is not { } form)
            return null;
        var expected = new ExpectedTime(
            form.Duration("host", Limits.Min, Limits.Timeout),
            form.Duration("rollback", Limits.Instant, Limits.Timeout)
        );
        if (!runbook.Has("window"))
            complaints.Add(
                form.At,
                "`expected` says whether a host still fits into the `window`, "
                    + "and there is none: add it, or take this out"
            );
        else if (window is { Open.IsEmpty: false } && expected.Total > window.MaxDuration)
            complaints.Add(
                form.At,
                $"a host with its way back ({Durations.Format(expected.Total)}) fits into no window: "
                    + $"the longest is {Durations.Format(window.MaxDuration)}"
            );
        return expected;
    }

    /// <summary>Nobody is there to give a parameter when a run starts by itself.</summary>
    public RunSchedule? Schedule(YamlForm runbook, IEnumerable<Parameter> parameters)
    {
        if (YamlForm.Open(runbook.Find("schedule"), "`schedule`", RunbookKeys.Schedule, complaints) is not { } form)
            return null;
        foreach (var parameter in parameters.Where(parameter => parameter.Default is null))
            complaints.Add(
                form.At,
                $"a scheduled run has nobody to give it `{parameter.Name}`: give the parameter a default"
            );
        var at = form.Text("at", TextRule.Line);
        if (at.Length > 0 && RunSchedule.Read(at).Refusal is { } refusal)
            complaints.Add(form.PlaceOf("at"), $"`at` {refusal}; it is \"{Quote.Of(at)}\"");
        return new(at, Zone(form), form.Text("requester", TextRule.Line));
    }

    private string Zone(YamlForm form)
    {
        var zone = form.Text("zone", TextRule.Zone);
        if (zone.Length > 0 && Zones.Find(zone) is null)
            complaints.Add(form.PlaceOf("zone"), $"unknown time zone {Quote.Of(zone)}{Zones.Hint(zone)}");
        return zone;
    }

    private string? Hours(YamlNode node)
    {
        if (_values.Text(node, "open", TextRule.Line) is not { } text)
            return null;
        if (OpenHours.Read(text).Refusal is not { } refusal)
            return text;
        complaints.Add(node.At, $"`open` {refusal}; it is \"{Quote.Of(text)}\"");
        return null;
    }
}
