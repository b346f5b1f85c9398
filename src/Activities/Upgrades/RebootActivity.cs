using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Plans;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Runs.Fleet;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reboots a host and proves it by the boot ID, which is journaled before the command. Verdicts: rebooted, never went
/// down, not back, back on the wrong kernel, flapping. Unknown if the boot ID is the same and the ledger was lost,
/// replaced or restored, or if the answer to the command was lost and the host did not come back: the command may or
/// may not have arrived.
/// </summary>
public sealed class RebootActivity(IHostShell shell, LedgerWork ledger, HostPolling pace, TimeProvider time) : IActivity
{
    /// <summary>The command that the host runs as the attempt.</summary>
    public const string Command = "systemctl reboot";

    /// <summary>Why the host needs a reboot, a line each; with <c>when: needed</c>. Stored; never change it.</summary>
    public const string ReasonsFact = "reboot-needed";

    private static readonly TimeSpan RecheckLimit = TimeSpan.FromSeconds(30);

    public string Name => "reboot";

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var isConditional = step.Step.Work is Work.Reboot { OnlyIfNeeded: true };
        var question = isConditional ? RebootNeed.Script : HostQuestions.Identity;
        var reply = await shell.AskAsync(step.TheHost, ShellScript.Of(question, HostQuestions.Deadline), cancellation);
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        if (HostIdentity.Read(reply.Answer!) is not { } identity)
            return Outcome.Fail(FailureKind.Refused, SurveyActivity.NotAnIdentity(step.TheHost.Name, reply.Answer!));
        var facts = identity.ToFacts();
        return new Outcome.Succeeded(
            isConditional
                ? facts.SetItem(ReasonsFact, string.Join('\n', RebootNeed.Read(reply.Answer!)!.Reasons))
                : facts
        );
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        step.Before.GetValueOrDefault(ReasonsFact) is ""
            ? Outcome.Done(("found", "no reboot is needed"))
            : await ledger.StartAsync(step, Command, Facts.Empty, cancellation)
                ?? await AwaitBootAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        // A reboot often cuts off the answer to its own command, so this wait for the host is the usual case.
        var started = time.GetTimestamp();
        var hadTime = step.Time.Left > TimeSpan.Zero;
        var (report, doubt) = await SshRetry.ReadAsync(
            token => ledger.LookAsync(step, BootWatch.WhileAway, token),
            seen => seen is { Report: null, Doubt: ProbeAnswer.CannotAsk } && step.Time.Left > TimeSpan.Zero,
            () => pace.BootInterval(time.GetElapsedTime(started)),
            time,
            cancellation
        );
        if (report is not null)
            return await JudgeAsync(step, report, doubt, cancellation);
        return doubt is ProbeAnswer.CannotAsk away && hadTime ? NotBack(step, away.Sentence) : doubt!;
    }

    /// <summary>Finds a host that was powered on or rebooted by hand: its boot ID differs from the old one.</summary>
    public async Task<ProbeAnswer> LookAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await AskAsync(step, cancellation);
        if (reply.Fault is { } fault)
            return BootWatch.WhileAway(fault);
        var isBack = HostIdentity.Read(reply.Answer!) is { } identity && identity.BootId != step.Before["boot-id"];
        return isBack
            ? new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation))
            : new ProbeAnswer.DidNotHappen("The boot ID has not changed.");
    }

    /// <summary>The whole timeout was spent waiting, so people are asked now and not after more probes.</summary>
    private static ProbeAnswer.CannotTell NotBack(StepContext step, string lastSeen) =>
        new(
            $"{step.TheHost.Name} went away when it should reboot and was not back within "
                + $"{TimeText.Of(step.Step.Timeout)}. Last seen: {lastSeen} Check its console, "
                + "or power-cycle it. Once it is up, a plain resume finds out whether it rebooted."
        );

    private async Task<ProbeAnswer> JudgeAsync(
        StepContext step,
        AttemptReport report,
        ProbeAnswer? doubt,
        CancellationToken cancellation
    )
    {
        if (report.Ledger.BootId != step.Before["boot-id"] && HostIdentity.IsBootId(report.Ledger.BootId))
            return new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation));
        if (doubt is not null)
            return doubt;
        return report.State == AttemptState.Absent
            ? new ProbeAnswer.DidNotHappen("The host's ledger has no record of it, and the boot ID has not changed.")
            : new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation));
    }

    /// <summary>
    /// The newest installed kernel; in a rollback that leaves the kernel that the upgrade brought until it has stopped
    /// running, the one that ran before.
    /// </summary>
    private static string KernelToBoot(StepContext step)
    {
        var isUndone = step.Plan.Stage(step.Key.Place.Stage).Steps.Any(one => one.Work is Work.RevertUpgrade);
        var running = step.Before.GetValueOrDefault(BootFacts.KernelFact, "");
        var host = step.TheHost.Name;
        return
            isUndone
            && UpgradeTargets.Of(step.Run, host)?.Brings(running) == true
            && step.Run.Evidence(BuiltInSteps.Survey(host))?.GetValueOrDefault(BootFacts.KernelFact) is { } before
            ? before
            : step.Before.GetValueOrDefault("kernel-installed", "");
    }

    /// <summary>
    /// Watches the host until it has a new boot ID that lasts, or the timeout passes. Asks at least once: after a
    /// restart of the service the host may already be back.
    /// </summary>
    private async Task<Outcome> AwaitBootAsync(StepContext step, CancellationToken cancellation)
    {
        var watch = new BootWatch(step.TheHost.Name, step.Before["boot-id"], KernelToBoot(step));
        var started = time.GetTimestamp();
        var reply = await SshRetry.ReadAsync(
            async token =>
            {
                var seen = await AskAsync(step, token);
                watch.Observe(seen);
                await LookAtOrderAsync(step, watch, token);
                return seen;
            },
            seen => watch.IsUndecided && BootWatch.IsAwaited(seen.Fault) && step.Time.Left > TimeSpan.Zero,
            () => pace.BootInterval(time.GetElapsedTime(started)),
            time,
            cancellation
        );
        if (watch.Refusal is { } refusal)
            return refusal;
        if (reply.Fault is { } fault && !BootWatch.IsAwaited(fault))
            return fault.OutcomeOfRead();
        if (watch.Back is null)
            return watch.GiveUp(step.Step.Timeout);
        await time.PassAsync(((Work.Reboot)step.Step.Work).Soak, cancellation);
        return Evidence(step, watch, watch.Judge(await RecheckAsync(step, cancellation)));
    }

    /// <summary>Finds out, while the host is on its old boot, whether the command ended without a reboot.</summary>
    private async Task LookAtOrderAsync(StepContext step, BootWatch watch, CancellationToken cancellation)
    {
        if (!watch.IsOrderOpen)
            return;
        var (report, doubt) = await ledger.LookAsync(step, cancellation);
        if (report is not { State: AttemptState.Ended } || doubt is not null || !watch.Ended(report))
            return;
        watch.Refused(report, await ledger.WordsAsync(step, report, cancellation));
    }

    /// <summary>The host's answer after the soak. Inconclusive answers are repeated for up to 30 s.</summary>
    private Task<ShellReply<ShellAnswer>> RecheckAsync(StepContext step, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        return SshRetry.ReadAsync(
            token => AskAsync(step, token),
            later => BootWatch.IsInconclusive(later) && time.GetElapsedTime(started) < RecheckLimit,
            () => pace.Interval,
            time,
            cancellation
        );
    }

    private Task<ShellReply<ShellAnswer>> AskAsync(StepContext step, CancellationToken cancellation) =>
        shell.AskAsync(step.TheHost, ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline), cancellation);

    private static Outcome Evidence(StepContext step, BootWatch watch, Failure? failure)
    {
        var took = step.Step.Timeout - step.Time.Left;
        var facts = watch
            .Back!.ToFacts()
            .SetItem("boot-id-before", step.Before["boot-id"])
            .SetItem("kernel-before", step.Before.GetValueOrDefault("kernel", ""))
            .SetItem("seconds", ((int)took.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return failure is null ? new Outcome.Succeeded(facts) : new Outcome.Failed(failure, facts);
    }
}
