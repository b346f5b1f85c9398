namespace OlUpgrade.Slack.Messages;

/// <summary>How a button looks.</summary>
public enum SlackButtonStyle
{
    Plain,

    /// <summary>Green: what is expected.</summary>
    Primary,

    /// <summary>Red: what stops or takes back.</summary>
    Danger,
}
