using System.Collections.Immutable;
using OlUpgrade.Hosts;
using OlUpgrade.Yaml;

namespace OlUpgrade.Runbooks;

/// <summary>
/// Parses a file into a validated runbook, or reports every problem at once. Limits: 1 MiB, 20 levels, 10,000 values
/// (aliases count each time).
/// </summary>
public static class RunbookParser
{
    public static Parsed<Runbook> Parse(string file, ReadOnlySpan<byte> bytes, Inventory inventory)
    {
        var problems = new ProblemList(file);
        var document = YamlDocument.Read(bytes, problems);
        var form = YamlForm.Open(document?.Root, "a runbook", RunbookKeys.Runbook, problems);
        return problems.Judge(form is null ? null : Read(form, document!.Text, inventory, problems));
    }

    private static Runbook Read(YamlForm form, string text, Inventory inventory, ProblemList problems)
    {
        var parameters = new ParameterReader(problems).Read(form.Find("parameters"));
        var approval = new ApprovalReader(problems).Read(form.Require("approval"));
        var stages = form.Each("stages", new StageReader(inventory, parameters, approval, problems).Read);
        var reader = new StepReader(parameters, problems);
        var steps = form.Each("steps", reader.Read);
        reader.End();
        if (steps.Any(step => step.Work is Work.Health or Work.Return))
            RequireQuestions(form, stages, inventory, host => host.Health, "health", problems);
        if (steps.Any(step => step.Work is Work.Preflight))
            RequireQuestions(form, stages, inventory, host => host.Preflight, "preflight", problems);
        if (approval is { Needs: 0 } && steps.FirstOrDefault(step => !step.Work.OnlyReads) is { } changing)
            problems.Add(
                PlaceOfNeeds(form),
                $"`needs: 0` asks nobody, but the step \"{changing.Name}\" may change a host: "
                    + "require at least one approval"
            );
        var times = new TimeReader(problems);
        var window = times.Window(form, steps.All(step => step.Work.OnlyReads));
        if (form.Has("rollback-branch") && steps.All(step => step.Work.OnlyReads))
            problems.Add(
                form.PlaceOf("rollback-branch"),
                "every step only reads, so there is nothing to roll back: remove `rollback-branch`"
            );
        return new(
            form.Text("runbook", TextRule.RunbookName),
            form.Text("title", TextRule.Line),
            text,
            Digest.Of(text),
            parameters,
            IssueOf(form, steps, problems),
            RollbackBranchOf(form, problems),
            approval ?? new("", "", 1, TimeSpan.Zero, TimeSpan.Zero),
            stages,
            steps,
            window,
            times.Expected(form, window),
            times.Schedule(form, parameters),
            new RollbackReader(problems).Read(form, steps.All(step => step.Work.OnlyReads))
        )
        {
            NeedsEvidence = EvidenceOf(form, problems),
        };
    }

    private static bool EvidenceOf(YamlForm runbook, ProblemList problems)
    {
        if (runbook.TextIfGiven("evidence", TextRule.Line) is not { Length: > 0 } word)
            return false;
        if (word is not ("shown" or "required"))
            problems.Add(
                runbook.PlaceOf("evidence"),
                $"`evidence` is either `shown` or `required`, not `{Quote.Of(word)}`"
            );
        return word == "required";
    }

    private static Position PlaceOfNeeds(YamlForm runbook) =>
        ((YamlNode.Mapping)runbook.Find("approval")!).Entries.Single(entry => entry.Key == "needs").Value.At;

    /// <summary>A run that may change a host needs an issue for its notes; one that only reads does not.</summary>
    private static IssueRule? IssueOf(YamlForm runbook, ImmutableArray<Step> steps, ProblemList problems)
    {
        var node = steps.All(step => step.Work.OnlyReads) ? runbook.Find("issue") : runbook.Require("issue");
        return YamlForm.Open(node, "`issue`", RunbookKeys.Issue, problems) is { } form
            ? new(form.Text("repository", TextRule.Repository), form.TextsIfGiven("labels", TextRule.Label))
            : null;
    }

    private static RollbackBranchRule? RollbackBranchOf(YamlForm runbook, ProblemList problems)
    {
        var node = runbook.Find("rollback-branch");
        var form = YamlForm.Open(node, "`rollback-branch`", RunbookKeys.RollbackBranch, problems);
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
        ProblemList problems
    )
    {
        foreach (var host in stages.SelectMany(stage => stage.Hosts).Select(inventory.Find).OfType<Host>())
        {
            if (questions(host).IsEmpty)
                problems.Add(
                    form.PlaceOf("steps"),
                    $"a step checks {what}, but {host.Name} has no {what} questions in the "
                        + "inventory: an empty check would always pass"
                );
        }
    }
}
