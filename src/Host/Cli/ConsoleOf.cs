using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Spectre's console over a writer: colours only where that is a terminal.</summary>
internal static class ConsoleOf
{
    private const int WidthOfPipes = 140;

    public static IAnsiConsole Writer(TextWriter writer)
    {
        var isTerminal = IsTerminal(writer);
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                Interactive = InteractionSupport.No,
            }
        );
        if (!isTerminal)
            console.Profile.Width = WidthOfPipes;
        return console;
    }

    /// <summary>
    /// True where a picture may be drawn again and again: a terminal, not a pipe, a file or a CI's log.
    /// </summary>
    public static bool CanRedraw(TextWriter writer) =>
        IsTerminal(writer)
        && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or "")
        && Environment.GetEnvironmentVariable("CI") is (null or "" or "false");

    private static bool IsTerminal(TextWriter writer) =>
        ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
}
