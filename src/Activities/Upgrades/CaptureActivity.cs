using System.Collections.Immutable;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Records what a host runs now, each fact as the host's own lines. The revision is recorded only if the inventory
/// names a status page; a page that does not answer gives no revision and no failure, because health questions judge
/// that. Only reads.
/// </summary>
public sealed class CaptureActivity(IHostShell shell) : IActivity
{
    private const int MaxCharacters = 256 * 1024;

    /// <summary>
    /// The facts that a runbook may name, and the script for each. The revision comes from the host's status page
    /// instead.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Questions { get; } =
        new Dictionary<string, string>
        {
            ["packages"] = HostQuestions.Packages,
            ["kernel"] = HostQuestions.Kernel,
            [HostVersions.VersionsFact] = HostQuestions.Versions,
            ["containers"] = HostQuestions.Containers,
            ["images"] = HostQuestions.Images,
            ["commits"] = HostQuestions.Commits,
            ["compose"] = HostQuestions.ComposeFiles,
        };

    public string Name => "capture";

    public Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        ReadAsync(shell, step, ((Work.Capture)step.Step.Work).What, cancellation);

    /// <summary>
    /// Reads the named facts, each cut at 256 Ki characters; fails if the host cannot answer one of them.
    /// </summary>
    internal static async Task<Outcome> ReadAsync(
        IHostShell shell,
        StepContext step,
        ImmutableArray<string> facts,
        CancellationToken cancellation
    )
    {
        var read = Facts.Empty;
        foreach (var what in facts)
        {
            var page = what == HostVersions.RevisionFact ? step.TheHost.Revision : null;
            if (page is null && !Questions.ContainsKey(what))
                continue;
            var question = page is null
                ? ShellScript.Of(Questions[what], HostQuestions.Deadline)
                : StatusPage.Question(page);
            var reply = await shell.AskAsync(step.TheHost, question, cancellation);
            if (reply.Fault is { } fault)
                return fault.OutcomeOfRead();
            if (reply.Answer!.ExitCode != 0 && page is null)
                return NotAnswered(step, what, reply.Answer);
            var value = page is null ? reply.Answer.Output.TrimEnd() : StatusPage.Revision(reply.Answer.Output);
            read = read.Add(what, Cut(value));
        }

        return new Outcome.Succeeded(read);
    }

    public Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation) =>
        Task.FromResult<ProbeAnswer>(new ProbeAnswer.DidNotHappen("It only reads."));

    private static Outcome NotAnswered(StepContext step, string what, ShellAnswer answer) =>
        Outcome.Fail(
            FailureKind.ExitCode,
            $"{step.TheHost.Name} could not report its {what}: exit code {answer.ExitCode}, {answer.Error.Trim()}. "
                + "Nothing was changed."
        );

    private static string Cut(string text) => text.Length > MaxCharacters ? text[..MaxCharacters] : text;
}
