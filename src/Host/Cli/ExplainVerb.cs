using System.CommandLine;
using OlUpgrade.Runbooks;

namespace OlUpgrade.Hosting.Cli;

/// <summary><c>olupgrade explain</c>: the commented example with every key that a runbook may have.</summary>
internal static class ExplainVerb
{
    public static Command Command(Screen screen)
    {
        var verb = new Command("explain", "Prints an example runbook with every key, commented.");
        verb.SetAction(_ =>
        {
            screen.Output.Write(Example.Text);
            return ExitCode.Done;
        });
        return verb;
    }
}
