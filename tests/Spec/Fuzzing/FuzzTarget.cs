namespace OlUpgrade.Spec.Fuzzing;

/// <summary>
/// A parser with valid examples of what it reads. It takes any bytes without an exception; what the parser promises to
/// throw is caught in here, and a broken promise is an exception.
/// </summary>
/// <param name="Seeds">Each is played as it is, and then with mutations.</param>
/// <param name="Feed">Gives the bytes to the parser, and checks what it makes of them.</param>
internal sealed record FuzzTarget(string Parser, IReadOnlyList<byte[]> Seeds, Action<byte[]> Feed)
{
    /// <summary>Bytes of the longest case.</summary>
    public int MaxLength { get; init; } = 64 * 1024;

    /// <summary>Bytes that one case may allocate.</summary>
    public long MaxAllocated { get; init; } = 256 * 1024 * 1024;

    /// <summary>Generous, because other programs use the processor too; a case takes microseconds.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(5);
}
