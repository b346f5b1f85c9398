using System.Collections.Immutable;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>Checks the workflows folder: the inventory, and each runbook against it.</summary>
/// <param name="Inventory">Null if it cannot be read; then no runbook can be checked.</param>
/// <param name="Runbooks">The valid ones.</param>
internal sealed record WorkflowFindings(
    ImmutableArray<Finding> Findings,
    Inventory? Inventory,
    ImmutableArray<Runbook> Runbooks
)
{
    private const string Subject = "workflows";

    public static WorkflowFindings Of(string? folder)
    {
        // A problem with the folder itself is already a finding of the settings.
        if (folder is null || !Directory.Exists(folder))
            return new([], null, []);
        var catalog = new RunbookCatalog(folder);
        var parsed = catalog.Inventory();
        return parsed.Value is { } inventory
            ? Of(folder, inventory, [.. catalog.Names.Select(name => (name, catalog.Runbook(name, inventory)))])
            : new([.. Wrong(Subject, parsed.Problems), NotChecked()], null, []);
    }

    private static WorkflowFindings Of(
        string folder,
        Inventory inventory,
        ImmutableArray<(string Name, Parsed<Runbook> Parsed)> runbooks
    ) =>
        new(
            [
                Finding.Ok(Subject, $"hosts.yaml lists {inventory.Hosts.Length} hosts."),
                .. runbooks.SelectMany(runbook => Of(runbook.Name, runbook.Parsed)),
                .. runbooks.IsEmpty
                    ? [Finding.Wrong(Subject, $"there is no runbook in {folder}. Put one beside hosts.yaml.")]
                    : None,
            ],
            inventory,
            [.. runbooks.Select(runbook => runbook.Parsed.Value).OfType<Runbook>()]
        );

    private static ImmutableArray<Finding> None => [];

    private static IEnumerable<Finding> Of(string name, Parsed<Runbook> runbook) =>
        runbook.Value is { } valid
            ? [Finding.Ok(name, $"the runbook is valid: {valid.Stages.Length} stages, {valid.Steps.Length} steps.")]
            : Wrong(name, runbook.Problems);

    private static IEnumerable<Finding> Wrong(string subject, IEnumerable<Problem> problems) =>
        problems.Select(problem => Finding.Wrong(subject, problem.ToString()));

    private static Finding NotChecked() =>
        Finding.Note(
            Subject,
            "without hosts.yaml, the runbooks with their channels and repositories, and the hosts cannot be checked."
        );
}
