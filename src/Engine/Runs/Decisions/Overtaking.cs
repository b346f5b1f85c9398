using OlUpgrade.Runs.Commands;

namespace OlUpgrade.Runs.Decisions;

/// <summary>Refuses commands that are based on a state that another person has changed in the meantime.</summary>
internal static class Overtaking
{
    /// <summary>For this long after a decision, other people may not have read it yet.</summary>
    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(10);

    /// <summary>The refusal, with who decided what; null if the command is accepted.</summary>
    public static Decision? Of(Run run, PersonsCommand command, DateTimeOffset now)
    {
        if (run.LastDecision is not { } last || command.StateCheck == StateCheck.None)
            return null;
        var isUnread =
            command.StateCheck == StateCheck.WhenSeenOrUnread && last.By != command.By.Name && now - last.At < Unread;
        return (command.Seen is { } seen ? seen < last.Version : isUnread)
            ? Decision.No(
                "overtaken",
                $"{last.Sentence} Look at {CommandText.Status(command.Door, run.Id)}, "
                    + "and repeat it if it is still right."
            )
            : null;
    }

    /// <summary>True for a refusal that the last decision of another person explains better.</summary>
    public static bool Explains(Run run, Decision decision) =>
        decision.Refusal?.Code switch
        {
            "nothing-stuck" or "rolling-back" => true,
            // Any other end says in its own sentence who decided it.
            "finished" => run.Rollback is not null,
            _ => false,
        };
}
