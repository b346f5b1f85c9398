using System.Collections.Immutable;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;

namespace OlUpgrade.Slack.Messages;

/// <summary>
/// The buttons below a run's header: the current choices, about the step that stopped first.
/// </summary>
public static class RunButtons
{
    public static ImmutableArray<SlackButton> Of(Run run)
    {
        var host =
            run.Stuck.Select(step => step.Place.Host).FirstOrDefault() is { } name && name != StepPlace.NoHost
                ? name
                : "";
        var value = new SlackChoice(run.Id, run.Version, host).ToString();
        return [.. RunChoices.Of(run).Select(choice => Button(choice, host, value))];
    }

    /// <summary>A choice's action ID in Slack: the verb that is typed for it.</summary>
    public static string ActionOf(RunChoice choice) =>
        choice switch
        {
            RunChoice.Resume => "resume",
            RunChoice.Retry => "retry",
            RunChoice.ItHappened => "it-happened",
            RunChoice.ItDidNotHappen => "it-did-not-happen",
            RunChoice.Override => "override",
            RunChoice.Skip => "skip",
            RunChoice.Exclude => "exclude",
            RunChoice.RollBack => "rollback",
            RunChoice.Abort => "abort",
            RunChoice.DeleteBranch => "delete-branch",
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };

    private static SlackButton Button(RunChoice choice, string host, string value)
    {
        var on = host.Length == 0 ? "" : $" {host}";
        var (label, style) = choice switch
        {
            RunChoice.Resume => ("Resume", SlackButtonStyle.Primary),
            RunChoice.Retry => ("Retry", SlackButtonStyle.Plain),
            RunChoice.ItHappened => ("It happened", SlackButtonStyle.Plain),
            RunChoice.ItDidNotHappen => ("It did not happen", SlackButtonStyle.Plain),
            RunChoice.Override => ("Override preflight …", SlackButtonStyle.Plain),
            RunChoice.Skip => ($"Skip on{on} …", SlackButtonStyle.Plain),
            RunChoice.Exclude => ($"Exclude{on} …", SlackButtonStyle.Plain),
            RunChoice.RollBack => ("Roll back …", SlackButtonStyle.Danger),
            RunChoice.Abort => ("Abort …", SlackButtonStyle.Danger),
            RunChoice.DeleteBranch => ("Delete branch …", SlackButtonStyle.Danger),
            _ => throw new ArgumentOutOfRangeException(nameof(choice)),
        };
        return new(ActionOf(choice), label.Replace("Skip on …", "Skip …", StringComparison.Ordinal), value, style);
    }
}
