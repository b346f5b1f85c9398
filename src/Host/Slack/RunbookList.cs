using OlUpgrade.Hosting.Workflows;

namespace OlUpgrade.Hosting.Slack;

/// <summary>The runbooks that there are, a line each; one that is not sound says what is wrong with it.</summary>
internal static class RunbookList
{
    public static string Of(RunbookCatalog shelf)
    {
        var inventory = shelf.Inventory();
        if (inventory.Value is null)
            return $"The inventory cannot be read: {inventory.Problems[0]}";
        var lines = shelf.Names.Select(name =>
            shelf.Runbook(name, inventory.Value) switch
            {
                { Value: { } runbook } =>
                    $"`{name}`: {runbook.Title}. {string.Join(", ", runbook.Stages.SelectMany(stage => stage.Hosts))}",
                { Problems: var problems } => $"`{name}` cannot be started: {problems[0]}",
            }
        );
        return string.Join('\n', lines.DefaultIfEmpty("There is no runbook."));
    }
}
