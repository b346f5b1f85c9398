namespace OlUpgrade.Hosting.Doctor;

/// <summary>The result of a check.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Not wrong, but worth knowing.</summary>
    Note,

    /// <summary>A run would fail or be unsafe until it is fixed.</summary>
    Wrong,
}
