using System.Collections.Immutable;
using OlUpgrade.Hosts;

namespace OlUpgrade.Runbooks;

/// <summary>
/// A runbook file becomes a validated runbook, or every problem found in it at once. Limits: 1 MiB, 20 levels, 10,000
/// values with aliases counted each time.
/// </summary>
public static class RunbookParser
{
    public static Parsed<Runbook> Parse(string file, ReadOnlySpan<byte> bytes, Inventory inventory)
    {
        var complaints = new Complaints(file);
        var document = YamlDocument.Read(bytes, complaints);
        var form = YamlForm.Open(document?.Root, "a runbook", RunbookKeys.Runbook, complaints);
        return complaints.Judge(form is null ? null : Read(form, document!.Text, inventory, complaints));
    }

    private static Runbook Read(YamlForm form, string text, Inventory inventory, Complaints complaints)
    {
        var parameters = new ParameterReader(complaints).Read(form.Find("parameters"));
        var approval = new ApprovalReader(complaints).Read(form.Require("approval"));
        var stages = form.Each("stages", new StageReader(inventory, parameters, approval, complaints).Read);
        var steps = form.Each("steps", new StepReader(complaints).Read);
        if (steps.Any(step => step.Work is Work.Health))
            RequireQuestions(form, stages, inventory, complaints);
        return new(
            form.Text("runbook", TextRule.HostName),
            form.Text("title", TextRule.Line),
            text,
            Digest.Of(text),
            parameters,
            IssueOf(form, complaints),
            RollbackBranchOf(form, complaints),
            approval ?? new("", "", 1, TimeSpan.Zero, TimeSpan.Zero),
            stages,
            steps);
    }

    private static IssueRule IssueOf(YamlForm runbook, Complaints complaints) =>
        YamlForm.Open(runbook.Require("issue"), "`issue`", RunbookKeys.Issue, complaints) is { } form
            ? new(form.Text("repository", TextRule.Repository), form.TextsIfGiven("labels", TextRule.Label))
            : new("", []);

    private static RollbackBranchRule? RollbackBranchOf(YamlForm runbook, Complaints complaints)
    {
        var node = runbook.Find("rollback-branch");
        var form = YamlForm.Open(node, "`rollback-branch`", RunbookKeys.RollbackBranch, complaints);
        return form is null
            ? null
            : new(form.Texts("repositories", TextRule.Repository), form.Text("from", TextRule.Reference));
    }

    private static void RequireQuestions(
        YamlForm form,
        ImmutableArray<Stage> stages,
        Inventory inventory,
        Complaints complaints)
    {
        foreach (var host in stages.SelectMany(stage => stage.Hosts).Select(inventory.Find))
        {
            if (host is { Health.IsEmpty: true })
                complaints.Add(
                    form.PlaceOf("steps"),
                    $"a step checks health, but {host.Name} has no health questions in the "
                        + "inventory: an empty check would always pass");
        }
    }
}
