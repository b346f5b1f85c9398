namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>A clock that runs at the right speed and is off by this much.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
