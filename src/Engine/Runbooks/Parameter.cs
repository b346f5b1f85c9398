namespace OlUpgrade.Runbooks;

/// <summary>
/// A value that the person who starts a run may set. It reaches a command as an environment variable of this name,
/// never as text pasted into the command.
/// </summary>
/// <param name="Default">Used when the person gives none; null makes the parameter required.</param>
/// <param name="Pattern">A regular expression that the whole value must match; null allows any single line.</param>
public sealed record Parameter(
    string Name,
    string Description,
    string? Default,
    string? Pattern,
    ParameterType Type = ParameterType.Text
);
