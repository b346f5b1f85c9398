namespace OlUpgrade.Runs.Commands;

/// <summary>
/// Spells commands as people can type them where they read about them: <c>/upgrade</c> in Slack, <c>olupgrade</c> in a
/// terminal and on the tracking issue. <see cref="CommandSyntax.Typed"/> spells the commands that decide something.
/// </summary>
public static class CommandText
{
    /// <summary>The command that shows the state of a run.</summary>
    /// <param name="door">Null reads as the command line.</param>
    public static string Status(Door? door, RunId run) => Of(door, $"status {run}");

    /// <summary>The command that shows every entry of a run; only the command line has it.</summary>
    public static string Journal(RunId run) => Of(Door.CommandLine, $"journal {run}");

    /// <summary>The command that shows the report of a run; only the command line has it.</summary>
    public static string Report(RunId run) => Of(Door.CommandLine, $"report {run}");

    /// <summary>The command that approves one question of a run.</summary>
    /// <param name="gate">The gate that the question is about.</param>
    public static string Approve(Door? door, Run run, string gate) =>
        CommandTable.Approve.Typed(door, run.Id, code: QuestionCode.Of(run, gate));

    /// <summary>A command of the program or of Slack, in back-ticks.</summary>
    internal static string Of(Door? door, string words) =>
        $"`{(door == Door.Slack ? "/upgrade" : "olupgrade")} {words}`";
}
