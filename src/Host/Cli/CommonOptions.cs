using System.CommandLine;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The options and arguments that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Config() =>
        new("--config") { Description = "The settings file, instead of appsettings.json in the working folder." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<string?> Server() =>
        new("--server")
        {
            Description = "Address of the service (default: OLUPGRADE_SERVER, else http://127.0.0.1:8417).",
        };

    public static Option<string?> Reason() =>
        new("--reason") { Description = "Why; stored in the journal and shown to people." };

    public static Option<string[]> Parameters() =>
        new("--param")
        {
            Description = "A parameter's value, as key=value; can be repeated.",
            Arity = ArgumentArity.ZeroOrMore,
        };

    public static Option<string?> Hosts() =>
        new("--hosts") { Description = "Only these hosts of the runbook, as a,b." };

    public static Argument<int?> Run() =>
        new("RUN")
        {
            Description = "The run's number; optional while exactly one run is open.",
            Arity = ArgumentArity.ZeroOrOne,
        };

    public static Argument<string> Runbook() => new("RUNBOOK") { Description = "The runbook's name, without .yaml." };
}
