using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json.Serialization;

namespace OlUpgrade.Runbooks;

/// <summary>
/// What a step does: a closed set, one case for each activity. Authors of runbooks write those up to <see
/// cref="Upgrade"/>; the engine adds the rest around their stages. The discriminators are a storage format: they never
/// change.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "work")]
[JsonDerivedType(typeof(Run), "run")]
[JsonDerivedType(typeof(Drain), "drain")]
[JsonDerivedType(typeof(Return), "return")]
[JsonDerivedType(typeof(Capture), "capture")]
[JsonDerivedType(typeof(Reboot), "reboot")]
[JsonDerivedType(typeof(Containers), "containers")]
[JsonDerivedType(typeof(Health), "health")]
[JsonDerivedType(typeof(Wait), "wait")]
[JsonDerivedType(typeof(Preflight), "preflight")]
[JsonDerivedType(typeof(Keep), "keep")]
[JsonDerivedType(typeof(Upgrade), "upgrade")]
[JsonDerivedType(typeof(Survey), "survey")]
[JsonDerivedType(typeof(Preview), "outlook")]
[JsonDerivedType(typeof(ReadTargets), "read-targets")]
[JsonDerivedType(typeof(Download), "download")]
[JsonDerivedType(typeof(ReadCommits), "read-commits")]
[JsonDerivedType(typeof(OpenIssue), "open-issue")]
[JsonDerivedType(typeof(PostHeader), "post-header")]
[JsonDerivedType(typeof(PostPlan), "post-plan")]
[JsonDerivedType(typeof(AskApproval), "ask-approval")]
[JsonDerivedType(typeof(Confirm), "confirm-approval")]
[JsonDerivedType(typeof(CreateRollbackBranch), "create-rollback-branch")]
[JsonDerivedType(typeof(TakeHost), "take-host")]
[JsonDerivedType(typeof(ReleaseHost), "release-host")]
[JsonDerivedType(typeof(TakeBack), "undo")]
[JsonDerivedType(typeof(RevertUpgrade), "revert-upgrade")]
[JsonDerivedType(typeof(Prove), "prove")]
public abstract partial record Work
{
    private Work() { }

    /// <summary>The name of the activity that performs it, as authors write it.</summary>
    [JsonIgnore]
    public abstract string Activity { get; }

    /// <summary>True if it changes nothing outside, so that it may be repeated at will.</summary>
    [JsonIgnore]
    public virtual bool OnlyReads => false;

    /// <summary>True for a command on a host that can be stopped there. A reboot cannot.</summary>
    [JsonIgnore]
    public virtual bool IsStoppable => false;

    /// <summary>Why it cannot be undone; null if it can be, or if there is nothing to undo.</summary>
    [JsonIgnore]
    public virtual string? NoWayBack => null;

    /// <summary>True if a rollback undoes it by a step of its own.</summary>
    [JsonIgnore]
    public bool HasUndo => this is Run { Undo: not null } or Upgrade;

    /// <summary>True if its output names packages and versions that are not installed yet.</summary>
    [JsonIgnore]
    public bool NamesPackages => this is Keep or ReadTargets or Download or Upgrade;

    /// <summary>True if the host shows whether it is done, whoever did it.</summary>
    [JsonIgnore]
    public virtual bool LeavesTrace => false;

    /// <summary>
    /// The author's script, and the read-only script that checks whether it happened; null where there is none.
    /// </summary>
    [JsonIgnore]
    public (string? Script, string? Probe) Scripts =>
        this switch
        {
            Run run => (run.Script, run.Probe),
            Drain drain => (drain.Script, drain.Probe),
            Return back => (back.Script, back.Probe),
            Capture or Reboot or Containers or Health or Wait or Preflight or Keep or Upgrade => (null, null),
            ReadTargets or Download or RevertUpgrade => (null, null),
            Survey or Preview or ReadCommits or OpenIssue or PostHeader or PostPlan or AskApproval => (null, null),
            Confirm or CreateRollbackBranch or TakeHost or ReleaseHost or Prove => (null, null),
            // Its script is the undo of another step, and is shown with that step.
            TakeBack => (null, null),
            _ => throw new UnreachableException($"Has {Activity} a script?"),
        };

    /// <summary>Runs a shell script on the host. Exit code 0 is success.</summary>
    /// <param name="Probe">
    /// Read-only script: exit code 0 means that it happened, 1 that it did not, any other that it cannot tell.
    /// </param>
    /// <param name="Undo">Script that undoes it; null if nothing does, which the plan then states.</param>
    /// <param name="Irreversible">
    /// Why it cannot be undone, in the author's words; null if the author gave no reason.
    /// </param>
    public sealed record Run(string Script, string? Probe, string? Undo, string? Irreversible = null) : Work
    {
        public override string Activity => "run";

        public override string? NoWayBack => Undo is null ? Irreversible ?? "nothing undoes this step" : null;

        public override bool IsStoppable => true;
    }

    /// <summary>Takes the host out of service by a shell script, until its <see cref="Return"/>.</summary>
    /// <param name="Probe">As for <see cref="Run"/>.</param>
    public sealed record Drain(string Script, string? Probe) : Work
    {
        public override string Activity => "drain";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Puts the drained host back by a shell script, which starts only while all health questions of the host hold.
    /// </summary>
    /// <param name="Probe">As for <see cref="Run"/>.</param>
    public sealed record Return(string Script, string? Probe) : Work
    {
        public override string Activity => "return";

        public override bool IsStoppable => true;
    }

    /// <summary>Records what the host runs now, as facts.</summary>
    public sealed record Capture(ImmutableArray<string> What) : Work
    {
        public override string Activity => "capture";

        public override bool OnlyReads => true;
    }

    /// <summary>Reboots the host, and proves it by the boot ID.</summary>
    /// <param name="Soak">How long the new boot ID must stay the same.</param>
    /// <param name="AlsoBack">A rollback of the host reboots it too, after everything else is undone.</param>
    /// <param name="OnlyIfNeeded">A host that needs no reboot is left running, and the step says so.</param>
    public sealed record Reboot(
        TimeSpan Soak,
        bool AlsoBack = false,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OnlyIfNeeded = false
    ) : Work
    {
        public override string Activity => "reboot";

        public override bool LeavesTrace => true;
    }

    /// <summary>Compares the running containers with the expected ones, and starts those that are missing.</summary>
    public sealed record Containers : Work
    {
        public override string Activity => "containers";

        public override bool IsStoppable => true;
    }

    /// <summary>Asks the host's health questions until all of them hold several times in a row.</summary>
    public sealed record Health(int Times, TimeSpan Every) : Work
    {
        /// <summary>The fact that counts how many times in a row all answers were good.</summary>
        public const string InARowFact = "in-a-row";

        public override string Activity => "health";

        public override bool OnlyReads => true;
    }

    /// <summary>Waits, durably: nothing runs until the time is over.</summary>
    public sealed record Wait(TimeSpan For) : Work
    {
        public override string Activity => "wait";

        public override bool OnlyReads => true;
    }

    /// <summary>
    /// Asks the host's preflight questions before work starts. An approver may override a bad answer.
    /// </summary>
    public sealed record Preflight : Work
    {
        public override string Activity => "preflight";

        public override bool OnlyReads => true;
    }

    /// <summary>Asks a host for its identity before the plan is posted: machine ID, boot ID, kernel, system.</summary>
    public sealed record Survey : Work
    {
        public override string Activity => "survey";

        public override bool OnlyReads => true;
    }

    /// <summary>Looks up the commits that the rollback branches will point to.</summary>
    public sealed record ReadCommits : Work
    {
        public override string Activity => "read-commits";

        public override bool OnlyReads => true;
    }

    /// <summary>Opens the tracking issue.</summary>
    public sealed record OpenIssue : Work
    {
        public override string Activity => "open-issue";
    }

    /// <summary>Posts the message that starts the run's thread and is kept up to date.</summary>
    public sealed record PostHeader : Work
    {
        public override string Activity => "post-header";
    }

    /// <summary>Posts the plan to approve; it is never edited afterwards.</summary>
    public sealed record PostPlan : Work
    {
        public override string Activity => "post-plan";
    }

    /// <summary>Asks for another approval, before a stage or before an irreversible step.</summary>
    /// <param name="Gate">The gate's name.</param>
    public sealed record AskApproval(string Gate) : Work
    {
        public override string Activity => "ask-approval";
    }

    /// <summary>Checks, right before the first effect, that the plan's approval still counts.</summary>
    public sealed record Confirm : Work
    {
        public override string Activity => "confirm-approval";

        public override bool OnlyReads => true;
    }

    /// <summary>Creates the rollback branch in each repository of the runbook.</summary>
    public sealed record CreateRollbackBranch : Work
    {
        public override string Activity => "create-rollback-branch";
    }

    /// <summary>
    /// Takes the host for this run: creates its ledger if needed, raises the ledger's fencing token, and compares the
    /// machine ID with the planned one.
    /// </summary>
    public sealed record TakeHost : Work
    {
        public override string Activity => "take-host";
    }

    /// <summary>Undoes what a step of the run did on this host, by its author's script.</summary>
    /// <param name="Of">The step.</param>
    public sealed record TakeBack(string Of, string Script) : Work
    {
        public override string Activity => "undo";

        public override bool IsStoppable => true;
    }

    /// <summary>
    /// Reads every fact again that was captured before the work, and compares: "rolled back" is a proof.
    /// </summary>
    /// <param name="Noted">The place of the run's first capture on this host; null if there was none.</param>
    public sealed record Prove(ImmutableArray<string> What, StepPlace? Noted) : Work
    {
        public override string Activity => "prove";

        public override bool OnlyReads => true;
    }

    /// <summary>Removes the login message about the run from the host.</summary>
    public sealed record ReleaseHost : Work
    {
        public override string Activity => "release-host";
    }
}
