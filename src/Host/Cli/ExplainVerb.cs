using System.CommandLine;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade explain</c>: prints the commented example with every key that a runbook can have.</summary>
internal static class ExplainVerb
{
    public static Command Command(Screen screen)
    {
        var verb = new Command("explain", "Prints a commented example runbook with every key.");
        verb.SetAction(_ =>
        {
            screen.Output.Write(Example.Text);
            return ExitCode.Done;
        });
        return verb;
    }
}
