using System.Diagnostics;

namespace OlUpgrade.Runs;

/// <summary>The names of doors in the journal: a storage format, which never changes.</summary>
public static class DoorNames
{
    public static string StoredName(this Door door) =>
        door switch
        {
            Door.CommandLine => "cli",
            Door.Slack => "slack",
            Door.Issue => RunEvent.NoteAdded.OnIssue,
            Door.Schedule => "schedule",
            _ => throw new UnreachableException($"No stored name for the door {door}."),
        };
}
