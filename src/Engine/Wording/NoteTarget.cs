namespace OlUpgrade.Wording;

/// <summary>Where a note goes. Some targets only show the newest state: of those, older notes may be dropped.</summary>
public enum NoteTarget
{
    /// <summary>A message in the run's Slack thread.</summary>
    Thread,

    /// <summary>The run's header message in Slack is updated.</summary>
    Header,

    /// <summary>A question's message shows the answer; its buttons are removed or restored.</summary>
    Question,

    /// <summary>A comment on the tracking issue.</summary>
    IssueComment,

    /// <summary>The issue's checklist is updated.</summary>
    IssueBody,

    /// <summary>
    /// The closing comment: the run's report. The note's text is the hash of the entry that ended the run.
    /// </summary>
    Report,

    /// <summary>The issue is closed.</summary>
    IssueClose,

    /// <summary>The issue is reopened: a run that had ended is rolled back.</summary>
    IssueReopen,

    /// <summary>A draft post-mortem is opened as an issue of its own: the run went wrong and has ended.</summary>
    PostMortem,

    /// <summary>A message in the runbook's second channel, because no one answers in the first.</summary>
    SecondChannel,

    /// <summary>The rollback branch is deleted, unless it has moved since the run created it.</summary>
    BranchDeletion,
}
