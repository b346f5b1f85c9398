namespace OlUpgrade.Lab.Stories;

/// <summary>
/// An operators' own runbook with shorter times and no other change. If the runbook no longer has one of these times,
/// the test fails, so that it cannot drift unnoticed.
/// </summary>
internal static class OperatorsRunbook
{
    private static readonly (string Written, string Shorter) Soak = ("default: 5m", "default: 1s");
    private static readonly (string Written, string Shorter) Preflight = (
        "retry: {attempts: 3, delay: 5m}",
        "retry: {attempts: 1}"
    );
    private static readonly (string Written, string Shorter) Reboot = (
        "reboot: {timeout: 10m, soak: 60s",
        "reboot: {timeout: 1m, soak: 2s"
    );

    private static readonly (string Written, string Shorter) Health = (
        "health: {timeout: 5m, times: 3}",
        "health: {timeout: 1m, times: 3, every: 500ms}"
    );

    public static (string File, string Text) SecurityPatches() =>
        Shortened("security-patches", Soak, Preflight, Reboot, Health);

    public static (string File, string Text) DockerUpgrade() =>
        Shortened("docker-upgrade", ("default: 10m", "default: 1s"), Preflight, Reboot, Health);

    public static (string File, string Text) WeeklyDeploy() =>
        Shortened("weekly-deploy", ("default: 1m", "default: 1s"), Preflight, Health);

    public static (string File, string Text) VerifyCluster() => Shortened("verify-cluster");

    private static (string File, string Text) Shortened(string name, params (string Written, string Shorter)[] times) =>
        (
            $"{name}.yaml",
            times.Aggregate(Repository.Read($"workflows/{name}.yaml"), (text, time) => Shorten(name, text, time))
        );

    private static string Shorten(string name, string text, (string Written, string Shorter) time) =>
        text.Contains(time.Written, StringComparison.Ordinal)
            ? text.Replace(time.Written, time.Shorter, StringComparison.Ordinal)
            : throw new InvalidDataException($"{name} no longer has \"{time.Written}\". Update the Lab's times.");
}
