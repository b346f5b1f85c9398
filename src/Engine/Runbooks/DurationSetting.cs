namespace OlUpgrade.Runbooks;

/// <summary>
/// A duration in the file: either written out, or the name of a duration parameter that is read when a run is planned.
/// Exactly one of the two is set.
/// </summary>
public sealed record DurationSetting
{
    private DurationSetting(TimeSpan? written, string? parameter)
    {
        Written = written;
        Parameter = parameter;
    }

    public static DurationSetting None { get; } = new(TimeSpan.Zero, null);

    public TimeSpan? Written { get; }

    public string? Parameter { get; }

    public static DurationSetting Of(TimeSpan duration) => new(duration, null);

    public static DurationSetting From(string parameter) => new(null, parameter);
}
