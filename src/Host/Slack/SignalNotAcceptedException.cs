namespace OlUpgrade.Hosting.Slack;

/// <summary>
/// A signal could not be recorded. The socket does not acknowledge it then, so that Slack delivers it again; what Slack
/// gives up is read back.
/// </summary>
public sealed class SignalNotAcceptedException : Exception
{
    public SignalNotAcceptedException() { }

    public SignalNotAcceptedException(string message)
        : base(message) { }

    public SignalNotAcceptedException(string message, Exception innerException)
        : base(message, innerException) { }
}
