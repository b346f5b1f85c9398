namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A signal could not be taken in. Thrown through the socket's listener, which then does not acknowledge it, so that
/// Slack delivers it again; after a longer silence it is read back.
/// </summary>
public sealed class SignalNotAcceptedException : Exception
{
    public SignalNotAcceptedException() { }

    public SignalNotAcceptedException(string message)
        : base(message) { }

    public SignalNotAcceptedException(string message, Exception innerException)
        : base(message, innerException) { }
}
