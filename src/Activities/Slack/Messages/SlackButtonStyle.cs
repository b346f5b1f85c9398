namespace OlUpgrade.Slack.Messages;

/// <summary>How a button looks.</summary>
public enum SlackButtonStyle
{
    Plain,

    /// <summary>Green: the expected answer.</summary>
    Primary,

    /// <summary>Red: stops or undoes something.</summary>
    Danger,
}
