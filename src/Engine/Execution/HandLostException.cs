namespace OlUpgrade.Execution;

/// <summary>
/// Thrown where a hand ceases to exist in the middle of its work, as a killed process does. Nobody may catch it and go
/// on; only the simulation throws it.
/// </summary>
public sealed class HandLostException : Exception
{
    public HandLostException()
        : base("The hand that drove the run is gone.")
    {
    }

    public HandLostException(string message)
        : base(message)
    {
    }

    public HandLostException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
