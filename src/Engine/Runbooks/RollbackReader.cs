using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads how a run of the runbook goes back: the key <c>rollback</c>, and <c>on-failure</c>.</summary>
internal sealed class RollbackReader(ProblemList complaints)
{
    /// <summary>Null when the file says nothing of it.</summary>
    public RollbackRule? Read(YamlForm runbook, bool onlyReads)
    {
        var form = YamlForm.Open(runbook.Find("rollback"), "`rollback`", RunbookKeys.Rollback, complaints);
        if (form is null && !runbook.Has("on-failure"))
            return null;
        if (onlyReads)
            complaints.Add(
                runbook.PlaceOf(form is null ? "on-failure" : "rollback"),
                "every step only reads, so that there is nothing to go back from: take this out"
            );
        var plain = RollbackRule.Plain;
        return new(
            IsSecond(form, "approval", "none", "required"),
            IsSecond(form, "in-hand", "ends", "stopped"),
            IsSecond(form, "unreachable", "waits", "left-out"),
            IsSecond(runbook, "on-failure", "pause", "rollback"),
            form?.Duration("within", Limits.Min, Limits.RollbackWithin, plain.Within) ?? plain.Within
        );
    }

    /// <summary>One of two words; the first is meant when there is none.</summary>
    private bool IsSecond(YamlForm? form, string key, string first, string second)
    {
        if (form?.TextIfGiven(key, TextRule.Line) is not { Length: > 0 } word || word == first)
            return false;
        if (word != second)
            complaints.Add(form.PlaceOf(key), $"`{key}` is either `{first}` or `{second}`, not `{Quote.Of(word)}`");
        return word == second;
    }
}
