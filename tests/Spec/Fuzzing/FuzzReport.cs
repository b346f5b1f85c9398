namespace OlUpgrade.Spec.Fuzzing;

/// <summary>What a search did, and what it found; null for nothing.</summary>
internal sealed record FuzzReport(int Cases, TimeSpan Took, FuzzFinding? Found)
{
    public double PerSecond => Cases / Math.Max(Took.TotalSeconds, 0.001);
}
