namespace OlUpgrade.Execution;

/// <summary>A run has begun to wait for an answer.</summary>
public sealed class QuestionOpenedEventArgs(OpenQuestion question) : EventArgs
{
    public OpenQuestion Question { get; } = question;
}
