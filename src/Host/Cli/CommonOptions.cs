using System.CommandLine;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The options and arguments that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() =>
        new("--config") { Description = "A settings file besides appsettings.json." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<string?> Server() =>
        new("--server")
        {
            Description = "Address of the service (default: OLUPGRADE_SERVER, else http://127.0.0.1:8417).",
        };

    public static Option<string?> Reason() =>
        new("--reason") { Description = "Why; kept in the journal and told to people." };

    public static Option<string[]> Parameters() =>
        new("--param")
        {
            Description = "A parameter's value, as key=value; may be given several times.",
            Arity = ArgumentArity.ZeroOrMore,
        };

    public static Option<string?> Hosts() =>
        new("--hosts") { Description = "Only these of the runbook's hosts, as a,b." };

    public static Argument<int?> Run() =>
        new("RUN")
        {
            Description = "The run's number; may be left out while exactly one is open.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    public static Argument<string> Runbook() => new("RUNBOOK") { Description = "The runbook's name, without .yaml." };
}
