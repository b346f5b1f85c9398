using OlUpgrade.Hosts;

namespace OlUpgrade.Health;

/// <summary>An obstacle as a sentence that ends with what to do about it.</summary>
internal static class PreflightAdvice
{
    public static string Of(HealthAnswer answer) =>
        $"\"{answer.Text}\" does not hold ({Observed(answer)}): {ToDo(answer.Question)}.";

    public static string OfPeer(string peer, string problem) =>
        $"{peer} has the same role and is unhealthy ({problem.TrimEnd('.')}): bring it back into service first.";

    public static string OfLeftOut(string peer, string left) =>
        $"{peer} has the same role and is {left}: once it is healthy, `return {peer}` puts it back in service.";

    public static string OfExcluded(string host, IEnumerable<string> problems) =>
        $"Every other host of its role was excluded and is not well: {string.Join("; ", problems)}. Nobody would serve "
        + $"while {host} is worked on: bring one back, then resume; or an approver lets it begin all the same with "
        + $"`override`.";

    private static string Observed(HealthAnswer answer) =>
        answer.Verdict.Observed.ReplaceLineEndings("; ").TrimEnd('.');

    private static string ToDo(HealthQuestion question) =>
        question switch
        {
            HealthQuestion.NotRunning => "wait until it has ended",
            HealthQuestion.Clean =>
                "find out whose change it is, then commit or revert it; the upgrade may overwrite it",
            HealthQuestion.Disk disk => $"free up space at {disk.Path}",
            HealthQuestion.Unit unit => $"find out why with `systemctl status {unit.Name}` and start it",
            HealthQuestion.AllContainers => "check `docker ps --all` and bring the containers up",
            HealthQuestion.Mount mount => $"mount {mount.Path}",
            HealthQuestion.Clock => "check `timedatectl` and turn on time synchronisation",
            HealthQuestion.Certificate => "renew the certificate",
            HealthQuestion.NoRebootNeeded => "reboot it, with a runbook that does",
            // What is wrong with these is in what was seen; there is no one command that mends them.
            _ => "find out why before the host is changed",
        };
}
