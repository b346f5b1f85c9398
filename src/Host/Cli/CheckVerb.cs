using System.CommandLine;
using OlUpgrade.Hosting.Workflows;
using OlUpgrade.Runbooks;
using OlUpgrade.Yaml;

namespace OlUpgrade.Hosting.Cli;

/// <summary>
/// <c>olupgrade check FILE…</c>: prints every problem in runbooks and inventories as <c>file:line:column: sentence</c>,
/// those of their shell scripts too, and which of Ansible's variables change nothing here.
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
        verb.SetAction(
            (parsed, cancellation) =>
                CheckAsync(screen, parsed.GetRequiredValue(files), parsed.GetValue(inventory), cancellation)
        );
        return verb;
    }

    private static async Task<int> CheckAsync(
        Screen screen,
        string[] files,
        string? inventory,
        CancellationToken cancellation
    )
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return screen.Fail(ExitCode.BadInput, $"{missing} does not exist.");
        var problems = files.SelectMany(file => ProblemsOf(file, inventory)).ToList();
        var notes = files.Where(IsInventory).SelectMany(IgnoredIn).ToList();
        foreach (var file in files)
        {
            var (wrong, note) = await ScriptSyntax.ProblemsInAsync(
                file,
                await File.ReadAllBytesAsync(file, cancellation),
                cancellation
            );
            problems.AddRange(wrong);
            notes.AddRange(note is null ? [] : [note]);
        }

        if (problems.Count > 0)
            return screen.Fail(ExitCode.Failed, problems.Distinct().Select(problem => problem.ToString()));
        screen.Say(files.Length == 1 ? $"{files[0]} is valid." : $"{files.Length} files are valid.");
        foreach (var note in notes.Distinct())
            screen.Say(note);
        return ExitCode.Done;
    }

    /// <summary>By its name: <c>hosts.yaml</c>, or what Ansible's own inventories are usually called.</summary>
    private static bool IsInventory(string file) =>
        Path.GetFileName(file) is InventoryName or "hosts" or "inventory" || Path.GetExtension(file) == ".ini";

    private static IEnumerable<string> IgnoredIn(string file) =>
        InventoryFile.Read(file).Value is { Ignored: { IsEmpty: false } ignored }
            ? [$"{file}: of Ansible's variables, these change nothing here: {string.Join(", ", ignored)}."]
            : [];

    private static IEnumerable<Problem> ProblemsOf(string file, string? inventory)
    {
        if (IsInventory(file))
            return InventoryFile.Read(file).Problems;
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
        var hosts = InventoryFile.Read(path);
        return hosts.Value is null
            ? hosts.Problems
            : RunbookParser.Parse(file, File.ReadAllBytes(file), hosts.Value).Problems;
    }
}
