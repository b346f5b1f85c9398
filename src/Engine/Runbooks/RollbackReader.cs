using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>Reads how a run of the runbook rolls back: the keys <c>rollback</c> and <c>on-failure</c>.</summary>
internal sealed class RollbackReader(ProblemList problems)
{
    /// <summary>Null if the file has neither key.</summary>
    public RollbackRule? Read(YamlForm runbook, bool onlyReads)
    {
        var form = YamlForm.Open(runbook.Find("rollback"), "`rollback`", RunbookKeys.Rollback, problems);
        if (form is null && !runbook.Has("on-failure"))
            return null;
        if (onlyReads)
            problems.Add(
                runbook.PlaceOf(form is null ? "on-failure" : "rollback"),
                "every step only reads, so there is nothing to roll back: remove this"
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

    /// <summary>One of two words; the first is the default.</summary>
    private bool IsSecond(YamlForm? form, string key, string first, string second)
    {
        if (form?.TextIfGiven(key, TextRule.Line) is not { Length: > 0 } word || word == first)
            return false;
        if (word != second)
            problems.Add(form.PlaceOf(key), $"`{key}` is either `{first}` or `{second}`, not `{Quote.Of(word)}`");
        return word == second;
    }
}
