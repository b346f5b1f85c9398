using System.Collections.Immutable;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Doctor;

/// <summary>The workflows folder: the inventory, each runbook against it, and what of it is sound.</summary>
/// <param name="Inventory">Null when it cannot be read; then no runbook can be either.</param>
internal sealed record WorkflowFindings(
    ImmutableArray<Finding> Findings,
    Inventory? Inventory,
    ImmutableArray<Runbook> Runbooks
)
{
    private const string Subject = "workflows";

    public static WorkflowFindings Of(string? folder)
    {
        // What is wrong with the folder itself stands among the settings.
        if (folder is null || !Directory.Exists(folder))
            return new([], null, []);
        var shelf = new RunbookCatalog(folder);
        var parsed = shelf.Inventory();
        return parsed.Value is { } inventory
            ? Of(folder, inventory, [.. shelf.Names.Select(name => (name, shelf.Runbook(name, inventory)))])
            : new([.. Wrong(Subject, parsed.Problems), NothingKnown()], null, []);
    }

    private static WorkflowFindings Of(
        string folder,
        Inventory inventory,
        ImmutableArray<(string Name, Parsed<Runbook> Parsed)> runbooks
    ) =>
        new(
            [
                Finding.Ok(Subject, $"hosts.yaml names {inventory.Hosts.Length} hosts."),
                .. runbooks.SelectMany(one => Of(one.Name, one.Parsed)),
                .. runbooks.IsEmpty
                    ? [Finding.Wrong(Subject, $"there is no runbook in {folder}. Put one beside hosts.yaml.")]
                    : None,
            ],
            inventory,
            [.. runbooks.Select(one => one.Parsed.Value).OfType<Runbook>()]
        );

    private static ImmutableArray<Finding> None => [];

    private static IEnumerable<Finding> Of(string name, Parsed<Runbook> runbook) =>
        runbook.Value is { } sound
            ?
            [
                Finding.Ok(
                    name,
                    $"the runbook is sound, with {sound.Stages.Length} stages and {sound.Steps.Length} steps."
                ),
            ]
            : Wrong(name, runbook.Problems);

    private static IEnumerable<Finding> Wrong(string subject, IEnumerable<Problem> problems) =>
        problems.Select(problem => Finding.Wrong(subject, problem.ToString()));

    private static Finding NothingKnown() =>
        Finding.Note(
            Subject,
            "without hosts.yaml the runbooks, their channels and repositories, and the hosts cannot be looked at."
        );
}
