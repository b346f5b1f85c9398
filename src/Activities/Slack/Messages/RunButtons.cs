using System.Collections.Immutable;
using System.Diagnostics;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The buttons below a run's header: the current choices, about the step that stopped first. Each is a command of
/// <see cref="CommandTable"/>; its action ID in Slack is the verb, or the flag that makes the difference.
/// </summary>
public static class RunButtons
{
    public static ImmutableArray<SlackButton> Of(Run run)
    {
        var stuck = run.Stuck.Select(step => step.Place.Host).FirstOrDefault() ?? StepPlace.NoHost;
        var host = stuck == StepPlace.NoHost ? "" : stuck;
        var value = new SlackChoice(run.Id, run.Version, host).ToString();
        return [.. RunChoices.Of(run).Select(choice => Button(choice, host, value))];
    }

    private static SlackButton Button(RunChoice choice, string host, string value)
    {
        var (command, style) = CommandOf(choice);
        if (FlagOf(choice) is { } name)
            return new(name, command.Flags.Single(flag => flag.Name == name).Label, value, style);
        // As everywhere in Slack, the dots say that a form comes first.
        var more = command.Confirmation is null ? "" : " …";
        return new(command.Verb, $"{command.Label}{On(choice, host)}{more}", value, style);
    }

    private static string On(RunChoice choice, string host) =>
        (choice, host) switch
        {
            (_, "") => "",
            (RunChoice.Skip, _) => $" on {host}",
            (RunChoice.Exclude, _) => $" {host}",
            _ => "",
        };

    private static (CommandSyntax Command, SlackButtonStyle Style) CommandOf(RunChoice choice) =>
        choice switch
        {
            RunChoice.Resume => (CommandTable.Resume, SlackButtonStyle.Primary),
            RunChoice.ItHappened or RunChoice.ItDidNotHappen => (CommandTable.Resume, SlackButtonStyle.Plain),
            RunChoice.Retry => (CommandTable.Retry, SlackButtonStyle.Plain),
            RunChoice.Override => (CommandTable.Override, SlackButtonStyle.Plain),
            RunChoice.Skip => (CommandTable.Skip, SlackButtonStyle.Plain),
            RunChoice.Exclude => (CommandTable.Exclude, SlackButtonStyle.Plain),
            RunChoice.RollBack => (CommandTable.RollBack, SlackButtonStyle.Danger),
            RunChoice.Abort => (CommandTable.Abort, SlackButtonStyle.Danger),
            RunChoice.DeleteBranch => (CommandTable.DeleteBranch, SlackButtonStyle.Danger),
            _ => throw new UnreachableException($"No command for {choice}."),
        };

    private static string? FlagOf(RunChoice choice) =>
        choice switch
        {
            RunChoice.ItHappened => CommandTable.ItHappened,
            RunChoice.ItDidNotHappen => CommandTable.ItDidNotHappen,
            // Every other choice is its command alone.
            _ => null,
        };
}
