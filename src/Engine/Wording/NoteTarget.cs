namespace OlUpgrade.Wording;

/// <summary>Where a note goes. The refreshing ones show the newest state; older ones of them may be left out.</summary>
public enum NoteTarget
{
    /// <summary>A message in the run's Slack thread.</summary>
    Thread,

    /// <summary>The run's header message in Slack is brought up to date.</summary>
    Header,

    /// <summary>The message of a question shows how it was answered, and its buttons go or come back.</summary>
    Question,

    /// <summary>A comment on the tracking issue.</summary>
    IssueComment,

    /// <summary>The issue's checklist is brought up to date.</summary>
    IssueBody,

    /// <summary>
    /// The closing comment: the run's report. The note's text is the hash of the entry that ended the run.
    /// </summary>
    Report,

    /// <summary>The issue is closed.</summary>
    IssueClose,

    /// <summary>The issue is opened again: a run that had ended goes back.</summary>
    IssueReopen,

    /// <summary>A draft post-mortem is opened as an issue of its own: the run went wrong and has ended.</summary>
    PostMortem,

    /// <summary>A message in the runbook's second channel: nobody answers in the first.</summary>
    SecondChannel,

    /// <summary>The rollback branch is deleted, where it still is what the run made.</summary>
    BranchDeletion,
}
