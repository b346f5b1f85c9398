namespace OlUpgrade.Runs;

/// <summary>
/// Where a person's command came in. It decides how refusals spell commands, and is kept in the journal.
/// </summary>
public enum Door
{
    /// <summary>The <c>olupgrade</c> program, over the local API.</summary>
    CommandLine,

    /// <summary>A slash command, a button, a form, a reaction or a mention.</summary>
    Slack,

    /// <summary>A comment on the tracking issue, which can only add a note.</summary>
    Issue,

    /// <summary>A runbook's schedule, on behalf of the person named in the runbook.</summary>
    Schedule,
}
