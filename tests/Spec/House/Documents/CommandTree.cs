using System.CommandLine;
using OlUpgrade.Hosting.Cli;

namespace OlUpgrade.Spec.House.Documents;

/// <summary>The verbs of the real command line, with their arguments and options.</summary>
internal static class CommandTree
{
    public static RootCommand Root { get; } = CommandLine.Root(new Screen(TextWriter.Null, TextWriter.Null));

    /// <summary>
    /// What is wrong with a command line, or null. A verb alone only names it, whatever else it needs.
    /// </summary>
    public static string? ProblemOf(string line)
    {
        var isVerb = Root.Subcommands.Any(verb => verb.Name == line);
        return isVerb ? null : Root.Parse(line).Errors.Select(error => error.Message).FirstOrDefault();
    }
}
