using System.CommandLine;

namespace OlUpgrade.Hosting.Cli;

/// <summary>The options and arguments that several verbs share.</summary>
internal static class CommonOptions
{
    /// <summary>Before the verb: the machine on which the service is, if it is another one.</summary>
    public static readonly Option<string?> Machine = new("--host")
    {
        Description = "Before the verb: the service on this machine, over ssh.",
        HelpName = "USER@MACHINE",
    };

    public static Option<string?> Config() =>
        new("--config") { Description = "The settings file, instead of appsettings.json in the working folder." };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<string?> Server() =>
        new("--server")
        {
            Description = "Address of the service, unix:PATH or http (default: OLUPGRADE_SERVER, else its socket).",
        };

    /// <summary>The service's address as given: <c>--server</c> after the verb, else <c>--host</c> before it.</summary>
    public static string? AddressOf(ParseResult parsed, Option<string?> server) =>
        parsed.GetValue(server)
        ?? (parsed.GetValue(Machine) is { } machine ? ServiceAddress.Machine.Prefix + machine : null);

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
