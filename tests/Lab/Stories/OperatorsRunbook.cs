namespace OlUpgrade.Lab.Stories;

/// <summary>
/// The operators' own security-patches with shorter times and nothing else changed. A time that is not found any more is
/// an error: the test must not quietly become something else.
/// </summary>
internal static class OperatorsRunbook
{
    private const string Name = "security-patches.yaml";

    private static readonly (string Written, string Shorter)[] s_times =
    [
        ("default: 5m", "default: 1s"),
        ("reboot: {timeout: 10m, soak: 60s}", "reboot: {timeout: 1m, soak: 2s}"),
        ("health: {timeout: 5m, times: 3}", "health: {timeout: 1m, times: 3, every: 500ms}"),
    ];

    public static (string File, string Text) Shortened() =>
        (Name, s_times.Aggregate(Repository.Read($"workflows/{Name}"), Shorten));

    private static string Shorten(string text, (string Written, string Shorter) time) =>
        text.Contains(time.Written, StringComparison.Ordinal)
            ? text.Replace(time.Written, time.Shorter, StringComparison.Ordinal)
            : throw new InvalidDataException($"{Name} has no \"{time.Written}\" any more: teach the Lab its new times.");
}
