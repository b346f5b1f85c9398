namespace OlUpgrade.Runbooks;

/// <summary>
/// A value that the person who starts a run may set. A command gets it as an environment variable of this name, never
/// as text pasted into the command.
/// </summary>
/// <param name="Default">Used if the person gives no value; null makes the parameter required.</param>
/// <param name="Pattern">A regular expression that the whole value must match; null allows any single line.</param>
public sealed record Parameter(
    string Name,
    string Description,
    string? Default,
    string? Pattern,
    ParameterType Type = ParameterType.Text
);
