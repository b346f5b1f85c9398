namespace OlUpgrade.People;

/// <summary>Whether a person may still act cannot be found out now; the message says why.</summary>
public sealed class StaffUnknownException : Exception
{
    public StaffUnknownException() { }

    public StaffUnknownException(string message)
        : base(message) { }

    public StaffUnknownException(string message, Exception inner)
        : base(message, inner) { }
}
