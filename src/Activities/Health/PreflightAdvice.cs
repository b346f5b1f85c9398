using OlUpgrade.Hosts;

namespace OlUpgrade.Health;

/// <summary>What stands in the way, in a sentence that ends with what to do about it.</summary>
internal static class PreflightAdvice
{
    public static string Of(HealthAnswer answer) =>
        $"\"{answer.Words}\" does not hold ({Seen(answer)}): {ToDo(answer.Question)}.";

    public static string OfPeer(string peer, string seen) =>
        $"{peer} of the same role is not well ({seen.TrimEnd('.')}): bring it back into service first.";

    private static string Seen(HealthAnswer answer) => answer.Verdict.Seen.ReplaceLineEndings("; ").TrimEnd('.');

    private static string ToDo(HealthQuestion question) =>
        question switch
        {
            HealthQuestion.NotRunning => "wait until it has ended",
            HealthQuestion.Clean =>
                "find out whose change it is, then commit it or take it back; the upgrade may overwrite it",
            HealthQuestion.Disk disk => $"make room at {disk.Path}",
            HealthQuestion.Unit unit => $"find out why with `systemctl status {unit.Name}` and start it",
            HealthQuestion.AllContainers => "see `docker ps --all` and bring the containers up",
            HealthQuestion.Mount mount => $"mount {mount.Path}",
            HealthQuestion.Clock => "see `timedatectl` and have the clock set",
            HealthQuestion.Certificate => "renew the certificate",
            _ => "find out why before the host is changed",
        };
}
