using Spectre.Console;

namespace OlUpgrade.Hosting.Cli;

/// <summary>Spectre's console over a writer, with colours only on a terminal.</summary>
internal static class ConsoleOf
{
    private const int PipeWidth = 140;

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
            console.Profile.Width = PipeWidth;
        console.Pipeline.Attach(new TerminalText());
        return console;
    }

    /// <summary>
    /// True if the output can be redrawn in place: on a terminal, not in a pipe, a file or a CI log.
    /// </summary>
    public static bool CanRedraw(TextWriter writer) =>
        IsTerminal(writer)
        && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or "")
        && Environment.GetEnvironmentVariable("CI") is (null or "" or "false");

    private static bool IsTerminal(TextWriter writer) =>
        ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected;
}
