namespace OlUpgrade.Runbooks;

/// <summary>What a parameter's value is: a line of text, or a duration such as <c>5m</c>.</summary>
public enum ParameterType
{
    Text,
    Duration,
}
