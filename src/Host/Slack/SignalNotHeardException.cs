namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A signal could not be taken in. Thrown through the socket's listener, which then does not acknowledge it, so that
/// Slack delivers it again; after a longer silence it is read back.
/// </summary>
public sealed class SignalNotHeardException : Exception
{
    public SignalNotHeardException()
    {
    }

    public SignalNotHeardException(string message)
        : base(message)
    {
    }

    public SignalNotHeardException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
