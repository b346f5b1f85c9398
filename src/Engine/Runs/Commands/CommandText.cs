namespace OlUpgrade.Runs.Commands;

/// <summary>Commands that decide nothing, as each door spells them in sentences.</summary>
public static class CommandText
{
    /// <summary>The command that shows the state of a run.</summary>
    /// <param name="door">Null reads as the command line.</param>
    public static string Status(Door? door, RunId run) =>
        door == Door.Slack ? $"`/upgrade status {run}`" : $"`olupgrade status {run}`";
}
