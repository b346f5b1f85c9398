using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Packages;

/// <summary>Asks a host one of the <see cref="AptScripts"/> that print a report.</summary>
/// <param name="Report">Null if there is a refusal.</param>
/// <param name="Refusal">What went wrong, for people.</param>
internal sealed record AptQuestion(AptReport? Report, Outcome? Refusal)
{
    private const int MaxWords = 500;

    public static async Task<AptQuestion> AskAsync(
        IHostShell shell,
        StepContext step,
        string script,
        PackageSelection packages,
        CancellationToken cancellation
    )
    {
        var values = AptScripts.Values(packages, step.Key.Run);
        var reply = await shell.AskAsync(step.TheHost, new ShellScript(script, values, step.Time.Left), cancellation);
        if (reply.Fault is { } fault)
            return new(null, fault.OutcomeOfRead());
        var answer = reply.Answer!;
        return answer.ExitCode == 0 && AptReport.Parse(answer.Output) is { } report
            ? new(report, null)
            : new(null, Outcome.Fail(FailureKind.ExitCode, Sentence(step.TheHost.Name, answer)));
    }

    private static string Sentence(string host, ShellAnswer answer)
    {
        var said = $"{answer.Error.Trim()}";
        var end = said.Length > MaxWords ? $"…{said[^MaxWords..]}" : said;
        return $"apt on {host} could not tell what an upgrade changes (exit code {answer.ExitCode}): {end} "
            + "Nothing was installed.";
    }
}
