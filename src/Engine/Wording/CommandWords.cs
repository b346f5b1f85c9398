using System.Diagnostics;
using OlUpgrade.Runs;

namespace OlUpgrade.Wording;

/// <summary>
/// How commands are spelled where a text is read: <c>/upgrade skip 7 ol-web1 …</c> in Slack,
/// <c>olupgrade skip 7 --host ol-web1 --reason …</c> on the issue and in a terminal.
/// </summary>
public sealed class CommandWords
{
    private readonly string _program;
    private readonly string _host;
    private readonly string _flag;
    private readonly string _reason;

    private CommandWords(string program, string host, string flag, string reason)
    {
        _program = program;
        _host = host;
        _flag = flag;
        _reason = reason;
    }

    /// <summary>For the thread and the channels: a slash command, and buttons on the run's first message.</summary>
    public static CommandWords Slack { get; } =
        new("/upgrade", host: "", flag: "", reason: "…")
        {
            // Slack takes no slash command in a thread.
            ChooseHere = "Press a button on the run's first message, or type in the channel:",
            HasButtons = true,
        };

    /// <summary>For the tracking issue: people decide elsewhere.</summary>
    public static CommandWords Issue { get; } = OfCommandLine("Decide in Slack, or on the command line:");

    public static CommandWords CommandLine { get; } = OfCommandLine("What you can do:");

    /// <summary>The line above a list of choices.</summary>
    public required string ChooseHere { get; init; }

    /// <summary>Whether the choices of a run are also buttons there.</summary>
    public bool HasButtons { get; private init; }

    /// <summary>The words for a note that goes there.</summary>
    public static CommandWords For(NoteTarget target) =>
        target switch
        {
            NoteTarget.Thread or NoteTarget.Header or NoteTarget.Question or NoteTarget.SecondChannel => Slack,
            NoteTarget.IssueComment
            or NoteTarget.IssueBody
            or NoteTarget.Report
            or NoteTarget.IssueClose
            or NoteTarget.IssueReopen
            or NoteTarget.PostMortem
            or NoteTarget.BranchDeletion => Issue,
            _ => throw new UnreachableException($"No words for {target}."),
        };

    /// <summary>The command, in back-ticks.</summary>
    /// <param name="target">What follows the run's number: what <c>rollback</c> brings back.</param>
    /// <param name="flag">A word that changes what the command does, such as <c>it-happened</c>.</param>
    public string Of(
        string verb,
        RunId run,
        string? target = null,
        string? host = null,
        string? flag = null,
        bool needsReason = false
    )
    {
        string?[] words =
        [
            _program,
            verb,
            $"{run}",
            target,
            host is null ? null : _host + host,
            flag is null ? null : _flag + flag,
            needsReason ? _reason : null,
        ];
        return $"`{string.Join(' ', words.OfType<string>())}`";
    }

    /// <summary>The command that approves; the command line also takes the plan that was seen.</summary>
    public string Approve(Run run) =>
        Of("approve", run.Id, flag: HasButtons ? null : $"plan {run.PlanDigest?.Abbreviated}");

    private static CommandWords OfCommandLine(string chooseHere) =>
        new("olupgrade", host: "--host ", flag: "--", reason: "--reason …") { ChooseHere = chooseHere };
}
