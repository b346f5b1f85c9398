using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Spectre's console over a writer: colours only where that is a terminal.</summary>
internal static class ConsoleOf
{
    private const int WidthOfPipes = 140;

    public static IAnsiConsole Writer(TextWriter writer)
    {
        var isTerminal = ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            Interactive = InteractionSupport.No,
        });
        if (!isTerminal)
            console.Profile.Width = WidthOfPipes;
        return console;
    }
}
