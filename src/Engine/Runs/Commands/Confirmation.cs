namespace OlUpgrade.Runs.Commands;

/// <summary>What a person reads and confirms before a command that is not simply pressed.</summary>
/// <param name="Title">Of the form; 24 characters at most, as Slack's modals take.</param>
/// <param name="Submit">Of the button that sends it; 24 characters at most.</param>
/// <param name="Consequence">What will happen, given the run and the host (empty where none is meant).</param>
public sealed record Confirmation(string Title, string Submit, Func<Run, string, string> Consequence);
