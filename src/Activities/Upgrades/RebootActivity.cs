using System.Globalization;
using OlUpgrade.Calendar;
using OlUpgrade.Execution;
using OlUpgrade.Questions;
using OlUpgrade.Runbooks;
using OlUpgrade.Runs;
using OlUpgrade.Ssh;

namespace OlUpgrade.Upgrades;

/// <summary>
/// Reboots a host and proves it by the boot ID, which is journaled before. The verdicts: rebooted, never went down,
/// went down and not back, back on the wrong kernel, flapping. Unknown when the boot ID is the same and the ledger was
/// lost, replaced or restored, or when the answer to the command was lost and the host did not come back: then nobody
/// knows whether the command was given.
/// </summary>
public sealed class RebootActivity(IHostShell shell, LedgerWork ledger, HostPolling pace, TimeProvider time) : IActivity
{
    public const string Command = "systemctl reboot";

    private static readonly TimeSpan SeeAgainWithin = TimeSpan.FromSeconds(30);

    public string Name => "reboot";

    public async Task<Outcome> PrepareAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await shell.AskAsync(
            step.TheHost,
            ShellScript.Of(HostQuestions.Identity, HostQuestions.Deadline),
            cancellation
        );
        if (reply.Fault is { } fault)
            return fault.OutcomeOfRead();
        return HostIdentity.Read(reply.Answer!) is { } identity
            ? new Outcome.Succeeded(identity.ToFacts())
            : Outcome.Fail(FailureKind.Refused, SurveyActivity.NotAnIdentity(step.TheHost.Name, reply.Answer!));
    }

    public async Task<Outcome> PerformAsync(StepContext step, CancellationToken cancellation) =>
        await ledger.StartAsync(step, Command, Facts.Empty, cancellation) ?? await AwaitBootAsync(step, cancellation);

    public async Task<ProbeAnswer> ProbeAsync(StepContext step, CancellationToken cancellation)
    {
        // A reboot often cuts off the answer to its own start, so that this is a usual way to find the host back.
        var begun = time.GetTimestamp();
        var hadTime = step.Time.Left > TimeSpan.Zero;
        var (report, doubt) = await SshRetry.ReadAsync(
            token => ledger.LookAsync(step, token),
            seen => seen is { Report: null, Doubt: ProbeAnswer.CannotAsk } && step.Time.Left > TimeSpan.Zero,
            () => pace.BootLook(time.GetElapsedTime(begun)),
            time,
            cancellation
        );
        if (report is not null)
            return await JudgeAsync(step, report, doubt, cancellation);
        return doubt is ProbeAnswer.CannotAsk && hadTime ? Gone(step) : doubt!;
    }

    /// <summary>A host that somebody switched on, or rebooted by hand, has another boot ID than before.</summary>
    public async Task<ProbeAnswer> LookAsync(StepContext step, CancellationToken cancellation)
    {
        var reply = await AskAsync(step, cancellation);
        if (reply.Fault is { } fault)
            return fault.AnswerOfProbe();
        var isBack = HostIdentity.Read(reply.Answer!) is { } identity && identity.BootId != step.Before["boot-id"];
        return isBack
            ? new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation))
            : new ProbeAnswer.DidNotHappen("The boot ID is the old one.");
    }

    /// <summary>It was looked for until its time was up: people are asked now, not after so many probes more.</summary>
    private static ProbeAnswer.CannotTell Gone(StepContext step) =>
        new(
            $"{step.TheHost.Name} went away when it was to reboot and was not "
                + $"back within {TimeText.Of(step.Step.Timeout)}. "
                + "Look at its console, or have it power-cycled; once it is up, "
                + "a plain resume finds out whether it rebooted."
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
            ? new ProbeAnswer.DidNotHappen("The host's ledger knows nothing of it, and the boot ID is the old one.")
            : new ProbeAnswer.Happened(await AwaitBootAsync(step, cancellation));
    }

    /// <summary>
    /// Watches the host until it has a new boot ID that stays, or its time is up. It is looked at once in any case: who
    /// comes late may find it back.
    /// </summary>
    private async Task<Outcome> AwaitBootAsync(StepContext step, CancellationToken cancellation)
    {
        var watch = new BootWatch(
            step.TheHost.Name,
            step.Before["boot-id"],
            step.Before.GetValueOrDefault("kernel-installed", "")
        );
        var begun = time.GetTimestamp();
        var reply = await SshRetry.ReadAsync(
            async token =>
            {
                var seen = await AskAsync(step, token);
                watch.See(seen);
                return seen;
            },
            seen => watch.Back is null && seen.Fault?.IsPassing() != false && step.Time.Left > TimeSpan.Zero,
            () => pace.BootLook(time.GetElapsedTime(begun)),
            time,
            cancellation
        );
        if (reply.Fault is { } fault && !fault.IsPassing())
            return fault.OutcomeOfRead();
        if (watch.Back is null)
            return watch.GiveUp(step.Step.Timeout);
        await time.PassAsync(((Work.Reboot)step.Step.Work).Soak, cancellation);
        return Evidence(step, watch, watch.Judge(await SeeAgainAsync(step, cancellation)));
    }

    /// <summary>The host after the soak. One answer that tells nothing is asked for again, within a limit.</summary>
    private Task<ShellReply<ShellAnswer>> SeeAgainAsync(StepContext step, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        return SshRetry.ReadAsync(
            token => AskAsync(step, token),
            later => BootWatch.TellsNothing(later) && time.GetElapsedTime(begun) < SeeAgainWithin,
            () => pace.Look,
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
