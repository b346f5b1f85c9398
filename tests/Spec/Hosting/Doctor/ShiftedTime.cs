namespace OlUpgrade.Spec.Hosting.Doctor;

/// <summary>A clock that goes as fast as the true one and is wrong by this much.</summary>
internal sealed class ShiftedTime(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
}
