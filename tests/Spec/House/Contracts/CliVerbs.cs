using System.CommandLine;
using OlUpgrade.Spec.House.Documents;

namespace OlUpgrade.Spec.House.Contracts;

/// <summary>The verbs of the command line with their arguments and options.</summary>
internal static class CliVerbs
{
    public static IEnumerable<string> Lines() => OfCommand("olupgrade", CommandTree.Root).Order(StringComparer.Ordinal);

    private static IEnumerable<string> OfCommand(string path, Command command) =>
        [
            $"cli {path}",
            .. command.Arguments.Select(
                (argument, at) => $"cli {path} {at + 1}. {argument.Name} {Times(argument.Arity)}"
            ),
            .. command.Options.Select(option => OfOption(path, option)),
            .. command.Subcommands.SelectMany(verb => OfCommand($"{path} {verb.Name}", verb)),
        ];

    private static string OfOption(string path, Option option)
    {
        var names = string.Join('|', option.Aliases.Prepend(option.Name).Order(StringComparer.Ordinal).Distinct());
        return $"cli {path} {names} {Times(option.Arity)}{(option.Required ? " required" : "")}";
    }

    private static string Times(ArgumentArity arity) =>
        arity switch
        {
            { MaximumNumberOfValues: 0 } => "without a value",
            { MinimumNumberOfValues: 1, MaximumNumberOfValues: 1 } => "with a value",
            { MinimumNumberOfValues: 0, MaximumNumberOfValues: 1 } => "with a value or none",
            _ => "with values",
        };
}
