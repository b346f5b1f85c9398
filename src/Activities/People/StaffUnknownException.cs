namespace OlUpgrade.People;

/// <summary>Who is on the staff cannot be told now; the message says why.</summary>
public sealed class StaffUnknownException : Exception
{
    public StaffUnknownException() { }

    public StaffUnknownException(string message)
        : base(message) { }

    public StaffUnknownException(string message, Exception inner)
        : base(message, inner) { }
}
