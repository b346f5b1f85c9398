using System.Globalization;
using OlUpgrade.Execution;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reboots a host and proves it by the boot ID, which is journaled before. The verdicts: rebooted, never went down,
/// went down and not back, back on the wrong kernel, flapping. Unknown only when the boot ID is the same and the ledger
/// was lost, replaced or restored, so that nobody knows whether the command was given.
/// </summary>
public sealed class RebootActivity(IHostShell shell, LedgerWork ledger, HostPace pace, TimeProvider time) : IActivity
{
    public const string Command = "systemctl reboot";

    private static readonly TimeSpan SeeAgainWithin = TimeSpan.FromSeconds(30);

    public string Name => "reboot";

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(
            step.TheHost, ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline), cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        return HostIdentity.Read(reply.Answer!) is { } identity
            ? new Outcome.Succeeded(identity.ToFacts())
            : Outcome.Fail(FailureKind.Refused, SurveyActivity.NotAnIdentity(step.TheHost.Name, reply.Answer!));
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        await ledger.StartAsync(step, Command, Facts.Empty, cancellation)
        ?? await AwaitBootAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        while (true)
        {
            var (report, doubt) = await ledger.LookAsync(step, cancellation);
            if (report is not null)
                return await JudgeAsync(step, report, doubt, cancellation);
            if (doubt is not ProbeAnswer.CannotAsk || ledger.TimeLeft(step) <= TimeSpan.Zero)
                return doubt!;
            await time.PassAsync(pace.Look, cancellation);
        }
    }

    private async Task<ProbeAnswer> JudgeAsync(
        StepContext step, AttemptReport report, ProbeAnswer? doubt, CancellationToken cancellation)
    {
        if (report.Ledger.BootId != step.Before["boot-id"] && HostIdentity.IsBootId(report.Ledger.BootId))
            return new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation));
        if (doubt is not null)
            return doubt;
        return report.State == AttemptState.Absent
            ? new ProbeAnswer.DidNotHappen("The host's ledger knows nothing of it, and the boot ID is the old one.")
            : new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation));
    }

    /// <summary>Watches the host until it has a new boot ID that stays, or its time is up.</summary>
    private async Task<Outcome> AwaitBootAsync(StepContext step, CancellationToken cancellation)
    {
        var watch = new BootWatch(step.TheHost.Name, step.Before["boot-id"], step.Before.GetValueOrDefault("kernel-installed", ""));
        var begun = time.GetTimestamp();
        while (watch.Back is null)
        {
            if (ledger.TimeLeft(step) <= TimeSpan.Zero)
                return watch.GiveUp(step.Step.Timeout);
            var reply = await AskAsync(step, cancellation);
            if (reply.Fault is { } fault && !fault.IsPassing())
                return fault.OutcomeOfRead();
            watch.See(reply);
            if (watch.Back is null)
                await time.PassAsync(pace.BootLook(time.GetElapsedTime(begun)), cancellation);
        }

        await time.PassAsync(((Work.Reboot)step.Step.Work).Soak, cancellation);
        return Evidence(step, watch, watch.Judge(await SeeAgainAsync(step, cancellation)));
    }

    /// <summary>The host after the soak. One answer that tells nothing is asked for again, within a limit.</summary>
    private async Task<ShellReply<ShellAnswer>> SeeAgainAsync(StepContext step, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + SeeAgainWithin;
        while (true)
        {
            var later = await AskAsync(step, cancellation);
            if (!BootWatch.TellsNothing(later) || time.GetUtcNow() >= until)
                return later;
            await time.PassAsync(pace.Look, cancellation);
        }
    }

    private Task<ShellReply<ShellAnswer>> AskAsync(StepContext step, CancellationToken cancellation) =>
        shell.AskAsync(step.TheHost, ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline), cancellation);

    private Outcome Evidence(StepContext step, BootWatch watch, Failure? failure)
    {
        var took = time.GetUtcNow() - step.Run.Step(step.Key.Place).StartedAt;
        var facts = watch.Back!.ToFacts()
            .SetItem("boot-id-before", step.Before["boot-id"])
            .SetItem("kernel-before", step.Before.GetValueOrDefault("kernel", ""))
            .SetItem("seconds", ((int?)took?.TotalSeconds)?.ToString(CultureInfo.InvariantCulture) ?? "");
        return failure is null ? new Outcome.Succeeded(facts) : new Outcome.Failed(failure, facts);
    }
}
