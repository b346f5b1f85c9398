using System.Collections.Immutable;
using OlUpgrade.Runs.Rollbacks;

namespace OlUpgrade.Runs.Commands;

/// <summary>Every command that people give about a run, in the order in which help lists them.</summary>
public static class CommandTable
{
    /// <summary>Of <see cref="Resume"/>: what a person who looked at the host says of an unknown step.</summary>
    public const string ItHappened = "it-happened";
    public const string ItDidNotHappen = "it-did-not-happen";

    /// <summary>Of <see cref="Abort"/>.</summary>
    public const string Stop = "stop";

    /// <summary>Of <see cref="RollBack"/>.</summary>
    public const string Emergency = "emergency";

    /// <summary>Of <see cref="Return"/>: the person vouches for the host, and no question is asked.</summary>
    public const string ByHand = "by-hand";

    /// <summary>Of <see cref="Hold"/>, in place of the run's number: every run that is open now.</summary>
    public const string AllRuns = "all";

    public static CommandSyntax Approve { get; } =
        new("approve", "Approve", Role.Approver, "approves what is asked", (_, said) =>
            new PersonsCommand.Approve(said.Gate!, said.Digest, said.By)
        )
        {
            Details = "Approves the open question of a run. For approvers other than the requester.",
            NamesPlan = true,
            Reason = Requirement.None,
        };

    public static CommandSyntax Withdraw { get; } =
        new(
            "withdraw",
            "Withdraw",
            Role.Viewer,
            "takes your approval back, before what it allows has begun",
            (_, said) => new PersonsCommand.Withdraw(said.Gate, said.By)
        )
        {
            Details = "Takes your own last approval back, before the work that it allows has begun.",
            Reason = Requirement.None,
        };

    public static CommandSyntax Refuse { get; } =
        new(
            "refuse",
            "Refuse",
            Role.Approver,
            "says no: ends the run, or leaves the rollback or step undone",
            (_, said) => new PersonsCommand.Refuse(said.Gate, said.By, said.Reason)
        )
        {
            Details =
                "Says no to the open question: to the plan or a stage, which ends the run; "
                + "to a rollback or a step, which leaves it undone.",
            OnlyStops = true,
            Confirmation = new("Say no", "Refuse", (run, _) =>
                $"A no to the plan or a stage ends run {run.Id}; a no to a rollback or a step leaves it undone."
            ),
        };

    public static CommandSyntax Resume { get; } =
        new("resume", "Resume", Role.Operator, "continues where it stopped", MakeResume)
        {
            Details =
                "Continues a held run, starts a failed step again unless it is found to be done by now (a reboot done "
                + "by hand is not repeated), probes an unknown one, asks an expired question again.",
            Host = Requirement.Optional,
            Flags =
            [
                new(ItHappened, "It happened", "You looked: the unknown step did happen."),
                new(ItDidNotHappen, "It did not happen", "You looked: it did not; do it now."),
            ],
        };

    public static CommandSyntax Retry { get; } =
        new("retry", "Retry", Role.Operator, "starts a failed step again, whatever is found", (run, said) =>
            new PersonsCommand.Retry(StuckSteps.On(run, said.Host), said.By, said.Reason)
        )
        {
            Details = "Starts a failed step again, whatever is found there.",
            Host = Requirement.Optional,
        };

    public static CommandSyntax Skip { get; } =
        new("skip", "Skip", Role.Operator, "continues without a failed step", (run, said) =>
            new PersonsCommand.Skip(StuckSteps.On(run, said.Host), said.By, said.Reason)
        )
        {
            Details = "Continues without a failed step, on that host alone.",
            Host = Requirement.Optional,
            Reason = Requirement.Required,
            Confirmation = new("Skip a step", "Skip it", (run, host) =>
                $"Run {run.Id} continues without this step{On(host)}."
            ),
        };

    public static CommandSyntax Exclude { get; } =
        new("exclude", "Exclude", Role.Operator, "does nothing more on a host", (_, said) =>
            new PersonsCommand.Exclude(said.Host!, said.By, said.Reason)
        )
        {
            Details = "Does nothing more on a host, and continues with the others.",
            IsForAnyHost = true,
            Host = Requirement.Required,
            Reason = Requirement.Required,
            Confirmation = new("Exclude a host", "Exclude it", (run, host) =>
                $"Nothing more is done{On(host)} in run {run.Id}. It stays as it is; the others continue."
            ),
        };

    public static CommandSyntax Return { get; } =
        new(
            "return",
            "Return",
            Role.Operator,
            "puts a host that an earlier run left out of service back, once its health questions hold",
            (_, said) => new PersonsCommand.Return(said.Host!, said.By, said.Reason, said.Flags.Contains(ByHand))
        )
        {
            Details =
                "Puts a host that a run left out of service back in service, for every later run: asks its health "
                + "questions, all of which must hold. With --by-hand and a reason nothing is asked.",
            IsForAnyHost = true,
            Host = Requirement.Required,
            TakesHostFirst = true,
            IsOfFleet = true,
            IsForEndedRuns = true,
            Flags = [new(ByHand, "By hand: ask nothing", "You know that the host is well. Needs a reason.")],
        };

    public static CommandSyntax Hold { get; } =
        new("hold", "Hold", Role.Operator, "starts nothing more until resume; `all`: in every open run", (_, said) =>
            new PersonsCommand.Halt(said.By, said.Reason)
        )
        {
            Details =
                "Starts nothing more until somebody resumes the run. What is in flight ends by itself. With --all: "
                + "every open run, by anybody who is listed; runs that start later are not on hold.",
            OnlyStops = true,
            MakeForAll = said => new PersonsCommand.Halt(said.By, said.Reason) { IsOfAllRuns = true },
        };

    public static CommandSyntax RollBack { get; } =
        new("rollback", "Roll back", Role.Operator, "brings hosts back", (_, said) =>
            new PersonsCommand.RollBack(said.Target!, said.By, said.Reason, said.Flags.Contains(Emergency))
        )
        {
            Details = "Brings hosts back to what they were before a run, newest first, also after its end.",
            Target = Requirement.Required,
            IsForEndedRuns = true,
            Flags =
            [
                new(Emergency, "Emergency: wait for no approval", "Wait for no approval. Needs a reason.")
                {
                    Question = "Approval",
                    Otherwise = "As the runbook says",
                },
            ],
            Confirmation = new("Roll back", "Roll back", (run, _) => RollbackPlanner.WhatChanged(run)),
        };

    public static CommandSyntax Abort { get; } =
        new("abort", "Abort", Role.Operator, "ends the run; with `stop`, commands too", (_, said) =>
            new PersonsCommand.Abort(said.By, said.Reason, said.Flags.Contains(Stop))
        )
        {
            Details =
                "Ends a run: nothing more starts. What runs on a host now ends by itself, or is stopped with --stop.",
            OnlyStops = true,
            Flags =
            [
                new(Stop, "Stop what runs on the hosts", "Also stop the commands that run on hosts: TERM, then KILL.")
                {
                    Question = "What runs on hosts now",
                    Otherwise = "Let it end",
                },
            ],
            Confirmation = new("Abort the run", "Abort it", (run, _) =>
                $"Run {run.Id} ends; every host stays as it is."
            ),
        };

    public static CommandSyntax DeleteBranch { get; } =
        new(
            "delete-branch",
            "Delete branch",
            Role.Operator,
            "deletes the rollback branch of a run that has ended",
            (_, said) => new PersonsCommand.DeleteBranch(said.By, said.Reason)
        )
        {
            Details =
                "Deletes the rollback branch of a run that has ended, where it is still at the commit that the run "
                + "made it at.",
            IsForEndedRuns = true,
            Confirmation = new("Delete the branch", "Delete it", (run, _) =>
                $"{Branch(run)} is deleted. For operators."
            ),
        };

    public static CommandSyntax Note { get; } =
        new("note", "Note", Role.Viewer, "writes a note into the journal, the thread and the issue", (_, said) =>
            new PersonsCommand.Note(said.Key, said.By, said.Reason ?? "")
        )
        {
            Details =
                "Writes a note into the journal, the thread and the tracking issue of a run. For anybody who is "
                + "listed.",
            Reason = Requirement.Required,
            IsText = true,
        };

    public static CommandSyntax Override { get; } =
        new(
            "override",
            "Override",
            Role.Approver,
            "lets a host continue in spite of a preflight or window",
            MakeOverride
        )
        {
            Details =
                "Lets a run continue in spite of a preflight, or outside its window, on one host. For approvers other "
                + "than the requester.",
            Host = Requirement.Required,
            Reason = Requirement.Required,
            Confirmation = new("Override", "Override", (run, host) =>
                $"Run {run.Id} continues{On(host)} in spite of what was found. For an approver other than the "
                + "requester."
            ),
        };

    public static CommandSyntax Adopt { get; } =
        new("adopt", "Adopt", Role.Operator, "takes a host whose ledger refuses", (_, said) =>
            new PersonsCommand.Adopt(said.Host!, said.By, said.Reason)
        )
        {
            Details =
                "Takes a host whose ledger refuses this service: of another database, another service, or a new one. "
                + "For operators.",
            Host = Requirement.Required,
            TakesHostFirst = true,
            Reason = Requirement.Required,
        };

    /// <summary>In the order of help.</summary>
    public static ImmutableArray<CommandSyntax> All { get; } =
    [
        Approve,
        Withdraw,
        Refuse,
        Resume,
        Retry,
        Skip,
        Exclude,
        Return,
        Hold,
        RollBack,
        Abort,
        DeleteBranch,
        Note,
        Override,
        Adopt,
    ];

    /// <summary>Null for a word that is no verb.</summary>
    public static CommandSyntax? Named(string verb) => All.FirstOrDefault(syntax => syntax.Verb == verb);

    private static PersonsCommand MakeResume(Run run, CommandArguments said)
    {
        var place = StuckSteps.On(run, said.Host);
        var happened = said.Flags.Contains(ItHappened);
        return happened || said.Flags.Contains(ItDidNotHappen)
            ? new PersonsCommand.Settle(place, happened, said.By, said.Reason)
            : new PersonsCommand.Resume(place, said.By, said.Reason);
    }

    /// <summary>It is of one host, and says so: one sent twice must not fall on another host's obstacle.</summary>
    private static PersonsCommand MakeOverride(Run run, CommandArguments said)
    {
        if (StuckSteps.ObstacleOn(run, said.Host!) is { } obstacle)
            return new PersonsCommand.Override(obstacle, said.By, said.Reason);
        return run.Awaited?.Host != said.Host && StuckSteps.On(run, said.Host) is { } place
            ? new PersonsCommand.Override(place, said.By, said.Reason)
            : new PersonsCommand.WaiveWindow(said.Host!, said.By, said.Reason);
    }

    private static string On(string host) => host.Length == 0 ? "" : $" on {host}";

    private static string Branch(Run run) =>
        RollbackBranch.Of(run) is { } branch
            ? $"The rollback branch {branch.Name} of run {run.Id} in {string.Join(", ", branch.Commits.Keys)}"
            : $"The rollback branch of run {run.Id}";
}
