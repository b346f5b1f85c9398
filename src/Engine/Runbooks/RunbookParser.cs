using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A runbook file becomes a validated runbook, or every problem found in it at once. Limits: 1 MiB, 20 levels, 10,000
/// values with aliases counted each time.
/// </summary>
public static class RunbookParser
{
    public static Parsed<Runbook> Parse(string file, ReadOnlySpan<byte> bytes, Inventory inventory)
    {
        var complaints = new ProblemList(file);
        var document = YamlDocument.Read(bytes, complaints);
        var form = YamlForm.Open(document?.Root, "a runbook", RunbookKeys.Runbook, complaints);
        return complaints.Judge(form is null ? null : Read(form, document!.Text, inventory, complaints));
    }

    private static Runbook Read(YamlForm form, string text, Inventory inventory, ProblemList complaints)
    {
        var parameters = new ParameterReader(complaints).Read(form.Find("parameters"));
        var approval = new ApprovalReader(complaints).Read(form.Require("approval"));
        var stages = form.Each("stages", new StageReader(inventory, parameters, approval, complaints).Read);
        var reader = new StepReader(complaints);
        var steps = form.Each("steps", reader.Read);
        reader.End();
        if (steps.Any(step => step.Work is Work.Health or Work.Return))
            RequireQuestions(form, stages, inventory, host => host.Health, "health", complaints);
        if (steps.Any(step => step.Work is Work.Preflight))
            RequireQuestions(form, stages, inventory, host => host.Preflight, "preflight", complaints);
        if (approval is { Needs: 0 } && steps.FirstOrDefault(step => !step.Work.OnlyReads) is { } changing)
            complaints.Add(
                PlaceOfNeeds(form),
                $"`needs: 0` asks nobody, but the step \"{changing.Name}\" may change a host: ask at least one person"
            );
        var times = new TimeReader(complaints);
        var window = times.Window(form, steps.All(step => step.Work.OnlyReads));
        if (form.Has("rollback-branch") && steps.All(step => step.Work.OnlyReads))
            complaints.Add(
                form.PlaceOf("rollback-branch"),
                "every step only reads, so that there is nothing to go back from: take `rollback-branch` out"
            );
        return new(
            form.Text("runbook", TextRule.HostName),
            form.Text("title", TextRule.Line),
            text,
            Digest.Of(text),
            parameters,
            IssueOf(form, steps, complaints),
            RollbackBranchOf(form, complaints),
            approval ?? new("", "", 1, TimeSpan.Zero, TimeSpan.Zero),
            stages,
            steps,
            window,
            times.Expected(form, window),
            times.Schedule(form, parameters),
            new RollbackReader(complaints).Read(form, steps.All(step => step.Work.OnlyReads))
        )
        {
            NeedsEvidence = EvidenceOf(form, complaints),
        };
    }

    private static bool EvidenceOf(YamlForm runbook, ProblemList complaints)
    {
        if (runbook.TextIfGiven("evidence", TextRule.Line) is not { Length: > 0 } word)
            return false;
        if (word is not ("shown" or "required"))
            complaints.Add(
                runbook.PlaceOf("evidence"),
                $"`evidence` is either `shown` or `required`, not `{Quote.Of(word)}`"
            );
        return word == "required";
    }

    private static Position PlaceOfNeeds(YamlForm runbook) =>
        ((YamlNode.Mapping)runbook.Find("approval")!).Entries.Single(entry => entry.Key == "needs").Value.At;

    /// <summary>A run that may change a host keeps its notes on an issue; one that only reads may do without.</summary>
    private static IssueRule? IssueOf(YamlForm runbook, ImmutableArray<Step> steps, ProblemList complaints)
    {
        var node = steps.All(step => step.Work.OnlyReads) ? runbook.Find("issue") : runbook.Require("issue");
        return YamlForm.Open(node, "`issue`", RunbookKeys.Issue, complaints) is { } form
            ? new(form.Text("repository", TextRule.Repository), form.TextsIfGiven("labels", TextRule.Label))
            : null;
    }

    private static RollbackBranchRule? RollbackBranchOf(YamlForm runbook, ProblemList complaints)
    {
        var node = runbook.Find("rollback-branch");
        var form = YamlForm.Open(node, "`rollback-branch`", RunbookKeys.RollbackBranch, complaints);
        return form is null
            ? null
            : new(
                form.Texts("repositories", TextRule.Repository),
                form.Text("from", TextRule.Reference),
                form.Has("keep") ? form.Duration("keep", Limits.MinBranchKeep, Limits.MaxBranchKeep) : null
            );
    }

    private static void RequireQuestions(
        YamlForm form,
        ImmutableArray<Stage> stages,
        Inventory inventory,
        Func<Host, ImmutableArray<HealthQuestion>> questions,
        string what,
        ProblemList complaints
    )
    {
        foreach (var host in stages.SelectMany(stage => stage.Hosts).Select(inventory.Find).OfType<Host>())
        {
            if (questions(host).IsEmpty)
                complaints.Add(
                    form.PlaceOf("steps"),
                    $"a step checks {what}, but {host.Name} has no {what} questions in the "
                        + "inventory: an empty check would always pass"
                );
        }
    }
}
