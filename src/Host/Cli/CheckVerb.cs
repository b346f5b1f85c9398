using System.CommandLine;
using OlUpgrade.Hosts;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade check FILE…</c>: prints every problem in runbooks and inventories as <c>file:line:column: sentence</c>.
/// </summary>
internal static class CheckVerb
{
    private const string InventoryName = "hosts.yaml";

    public static Command Command(Screen screen)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Runbooks and inventories to check.",
            Arity = ArgumentArity.OneOrMore,
        };
        var inventory = new Option<string?>("--inventory")
        {
            Description = "The inventory (default: hosts.yaml beside each runbook).",
        };
        var verb = new Command("check", "Checks runbooks and inventories; prints every problem with its line.")
        {
            files,
            inventory,
        };
        verb.SetAction(parsed => Check(screen, parsed.GetRequiredValue(files), parsed.GetValue(inventory)));
        return verb;
    }

    private static int Check(Screen screen, string[] files, string? inventory)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return screen.Fail(ExitCode.BadInput, $"{missing} does not exist.");
        var problems = files.SelectMany(file => ProblemsOf(file, inventory)).Distinct().ToList();
        if (problems.Count > 0)
            return screen.Fail(ExitCode.Failed, problems.Select(problem => problem.ToString()));
        screen.Say(files.Length == 1 ? $"{files[0]} is valid." : $"{files.Length} files are valid.");
        return ExitCode.Done;
    }

    private static IEnumerable<Problem> ProblemsOf(string file, string? inventory)
    {
        if (Path.GetFileName(file) == InventoryName)
            return InventoryParser.Parse(file, File.ReadAllBytes(file)).Problems;
        var path = inventory ?? Path.Combine(Path.GetDirectoryName(file) ?? "", InventoryName);
        if (!File.Exists(path))
            return
            [
                new Problem(
                    path,
                    1,
                    1,
                    "The file does not exist. Put the inventory beside its runbooks, or name it with --inventory."
                ),
            ];
        var hosts = InventoryParser.Parse(path, File.ReadAllBytes(path));
        return hosts.Value is null
            ? hosts.Problems
            : RunbookParser.Parse(file, File.ReadAllBytes(file), hosts.Value).Problems;
    }
}
