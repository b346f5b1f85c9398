namespace OlUpgrade.Runs.Commands;

/// <summary>A word that changes what a command does: <c>--stop</c> on the command line, <c>stop</c> in Slack.</summary>
/// <param name="Name">Without dashes. Also the name of its button's action in Slack.</param>
/// <param name="Label">On a button or in a form.</param>
/// <param name="Summary">A sentence for the command line's help.</param>
public sealed record CommandFlag(string Name, string Label, string Summary)
{
    /// <summary>
    /// In a form: what is chosen between this and <see cref="Otherwise"/>; null where a button sets the flag.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>In a form: what the command does without the flag.</summary>
    public string Otherwise { get; init; } = "";
}
