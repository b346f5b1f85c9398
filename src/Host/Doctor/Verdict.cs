namespace OlUpgrade.Hosting.Doctor;

/// <summary>How a thing is that was looked at.</summary>
public enum Verdict
{
    /// <summary>It is as it must be.</summary>
    Ok,

    /// <summary>Not wrong, but worth knowing.</summary>
    Note,

    /// <summary>A run would fail, or not be safe, until somebody mends it.</summary>
    Wrong,
}
