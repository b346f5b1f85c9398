namespace OlUpgrade.Runbooks;

/// <summary>The type of a parameter's value: a line of text, or a duration such as <c>5m</c>.</summary>
public enum ParameterType
{
    Text,
    Duration,
}
