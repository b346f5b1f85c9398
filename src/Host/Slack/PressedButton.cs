using OlUpgrade.Runs;
using OlUpgrade.Runs.Commands;
using OlUpgrade.Slack.Messages;

namespace OlUpgrade.Hosting.Slack;

/// <summary>Which command a button or a form of ours gives, from the name of its action. Pure.</summary>
/// <param name="Flag">Null where the button sets none.</param>
internal sealed record PressedButton(CommandSyntax Syntax, string? Flag)
{
    /// <summary>Null for an action that is not ours.</summary>
    public static PressedButton? Named(string action)
    {
        if (CommandTable.Named(action) is { } syntax)
            return new(syntax, null);
        return CommandTable.Resume.Flags.FirstOrDefault(flag => flag.Name == action) is { } flag
            ? new(CommandTable.Resume, flag.Name)
            : null;
    }

    /// <summary>
    /// What was said by pressing it. A question's button is of its gate and its plan: the message is not refreshed when
    /// something else is decided, so it names no state.
    /// </summary>
    /// <param name="filled">What was filled into the form; empty for a press.</param>
    public CommandArguments Says(Run run, Person by, SlackChoice choice, Facts filled)
    {
        var isQuestion = Syntax == CommandTable.Approve || Syntax == CommandTable.Refuse;
        var flags = new[] { Flag, ChoiceForms.FlagOf(Syntax, filled) }.OfType<string>();
        return new(by, Door.Slack)
        {
            Gate = isQuestion ? choice.Subject : null,
            Digest = isQuestion ? run.PlanDigest : null,
            Host = Syntax.Host != Requirement.None && choice.Subject.Length > 0 ? choice.Subject : null,
            Target = filled.GetValueOrDefault(ChoiceForms.Target),
            Reason = filled.GetValueOrDefault(ChoiceForms.Reason),
            Flags = [.. flags],
            Seen = isQuestion ? null : choice.Seen,
        };
    }
}
